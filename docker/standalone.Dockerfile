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

FROM build AS unpacked
# The JVM takes classes from a cache only if their jars are on its own class path, and unchanged.
RUN mkdir /wsbin && cd /wsbin && jar xf /build/target/wsbin.war

FROM docker.io/library/eclipse-temurin:25.0.3_9-jre-noble${BASE_DIGEST}
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin wsbin
COPY --from=unpacked /wsbin /opt/wsbin/war
# A server runs for a while on this JVM, and writes the classes that it has loaded at its end: the next start takes half of the time.
RUN timeout --preserve-status 20 \
  java -XX:AOTCacheOutput=/opt/wsbin/wsbin.aot -jar /opt/wsbin/war/WEB-INF/standalone/wsbin.jar --port 0 \
  && test -s /opt/wsbin/wsbin.aot
# A number, so that Kubernetes can see that it is not root.
USER 10001

# The default, loopback, cannot be reached from outside the container. For pages of other origins set
# WSBIN_ALLOWED_ORIGINS. The memory outside the heap is for threads, metaspace and socket buffers.
ENV HOST=0.0.0.0 JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8000
# Options can follow `docker run IMAGE`. Set those that change the address in the environment, where the health check
# sees them too. Stopping takes up to 10 s, which is the limit of `docker stop`: use `-t 15`.
# If the cache does not fit, as with -XX:+UseZGC, the JVM says so and starts without it.
ENTRYPOINT ["java", "-XX:AOTCache=/opt/wsbin/wsbin.aot", "-jar", "/opt/wsbin/war/WEB-INF/standalone/wsbin.jar"]
# Needs only bash, which the image has. Not /health/ready: a server that is full is not broken. bash has no TLS, but
# Tomcat answers 400 to plain HTTP there.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${WSBIN_ADMIN_PORT:-${WSBIN_PORT:-${PORT:-8000}}}; \
  printf \"GET ${WSBIN_CONTEXT_PATH%/}/health/live HTTP/1.0\\r\\n\\r\\n\" >&3; read -r _ status _ <&3; \
  [[ $status == 200 || ( $status == 400 && -n $WSBIN_TLS$WSBIN_TLS_KEYSTORE ) ]]"]

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
LABEL org.opencontainers.image.title="wsbin on embedded Tomcat" \
  org.opencontainers.image.description="httpbin for WebSockets, served by java -jar" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
