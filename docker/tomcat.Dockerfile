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

FROM docker.io/library/tomcat:11.0.24-jre21-temurin-noble${BASE_DIGEST}
# The image runs as root, and other users can write only to logs, temp and work. So the WAR stays packed, and we create
# the directory that Tomcat would create at start. Beyond its own limit of 8192 connections, Tomcat lets new ones wait
# without a response. Without that limit WSBIN_MAX_CONNECTIONS applies, and wsbin answers 503.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin tomcat \
  && sed -i -e 's/unpackWARs="true"/unpackWARs="false"/' \
    -e 's/connectionTimeout="20000"/connectionTimeout="20000" maxConnections="-1"/' conf/server.xml \
  && mkdir -p conf/Catalina/localhost
COPY --from=build /build/target/wsbin.war webapps/wsbin.war
# A number, so that Kubernetes can see that it is not root.
USER 10001

# Tomcat listens on all addresses by itself. For pages of other origins set WSBIN_ALLOWED_ORIGINS. The memory outside
# the heap is for threads, metaspace and socket buffers.
ENV CATALINA_OPTS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
# catalina.sh replaces itself with java, so java gets the SIGTERM.
ENTRYPOINT ["catalina.sh", "run"]
# Needs only bash, which the image has. Not /health/ready: a server that is full is not broken.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080; \
  printf 'GET /wsbin/health/live HTTP/1.0\\r\\n\\r\\n' >&3; read -r _ status _ <&3; [[ $status == 200 ]]"]

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
LABEL org.opencontainers.image.title="wsbin on Tomcat" \
  org.opencontainers.image.description="httpbin for WebSockets, deployed to Apache Tomcat as /wsbin" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
