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

FROM quay.io/wildfly/wildfly:39.0.1.Final-2-jdk21${BASE_DIGEST}
# The 2 is the number of the image build of 39.0.1.Final.
COPY --from=build /build/target/wsbin.war /opt/jboss/wildfly/standalone/deployments/wsbin.war
USER jboss

# Instead of WildFly's fixed 512 MiB. The memory outside the heap is for threads, metaspace and socket buffers. For
# pages of other origins set WSBIN_ALLOWED_ORIGINS.
ENV JBOSS_JAVA_SIZING="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
# With this setting, which the base image has too, standalone.sh passes SIGTERM on to java.
ENV LAUNCH_JBOSS_IN_BACKGROUND=true
EXPOSE 8080
# WildFly listens on loopback by default; its management port still does.
ENTRYPOINT ["/opt/jboss/wildfly/bin/standalone.sh", "-b", "0.0.0.0"]
# Needs only bash, which the image has. Not /health/ready: a server that is full is not broken.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080; \
  printf 'GET /wsbin/health/live HTTP/1.0\\r\\n\\r\\n' >&3; read -r _ status _ <&3; [[ $status == 200 ]]"]

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
LABEL org.opencontainers.image.title="wsbin on WildFly" \
  org.opencontainers.image.description="httpbin for WebSockets, deployed to WildFly as /wsbin" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
