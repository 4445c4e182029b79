# Empty, or @sha256:… to pin the base images: docker/digests prints them as build arguments.
ARG BUILD_DIGEST=
ARG BASE_DIGEST=
# JDK 17, the oldest supported: newer compilers have more warnings, and warnings are errors here.
FROM docker.io/library/maven:3.9.16-eclipse-temurin-17-noble${BUILD_DIGEST} AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
COPY webapp webapp
# The repository is a cache mount and not a layer of dependency:go-offline, which misses what Error Prone and Spotless
# load. This stage is the same in all four Dockerfiles, so BuildKit runs it once.
RUN --mount=type=cache,id=wsbin-m2,target=/root/.m2/repository,sharing=locked mvn -q -B package -DskipTests

FROM docker.io/library/jetty:12.1.12-jdk21-eclipse-temurin${BASE_DIGEST}
# The image, which runs as the user jetty, brings server, http, ext and resources; ee10-websocket-jakarta brings
# ee10-annotations. Without graceful, SIGTERM cuts connections where the others close them with 1001; with its default
# of shutdownIdleTimeout, those idle for over a second may still be cut.
RUN java -jar "$JETTY_HOME/start.jar" --add-modules=ee10-deploy,ee10-websocket-jakarta,graceful \
  jetty.graceful.shutdownIdleTimeout=-1
COPY --from=build /build/target/wsbin.war webapps/wsbin.war
USER jetty

# Jetty listens on all addresses by itself. For pages of other origins set WSBIN_ALLOWED_ORIGINS. The memory outside
# the heap is for threads, metaspace and socket buffers.
ENV JAVA_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
# In the exec form, the image's own script replaces itself with java, so java gets the SIGTERM.
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["java", "-jar", "/usr/local/jetty/start.jar"]
# Needs only bash, which the image has. Not /health/ready: a server that is full is not broken.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080; \
  printf 'GET /wsbin/health/live HTTP/1.0\\r\\n\\r\\n' >&3; read -r _ status _ <&3; [[ $status == 200 ]]"]

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
LABEL org.opencontainers.image.title="wsbin on Jetty" \
  org.opencontainers.image.description="httpbin for WebSockets, deployed to Eclipse Jetty as /wsbin" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
