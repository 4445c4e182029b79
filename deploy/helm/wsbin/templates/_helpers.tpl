{{- define "wsbin.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "wsbin.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "wsbin.labels" -}}
{{ include "wsbin.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "wsbin.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "wsbin.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "wsbin.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag }}{{ end }}
{{- end -}}
{{- end -}}

{{- /* The text of a setting's value: lists with commas, and no number as 1e+06. */ -}}
{{- define "wsbin.text" -}}
{{- if kindIs "slice" . -}}
{{- join "," . -}}
{{- else if kindIs "float64" . -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{- /* The variables that make a pod one of several nodes; nothing without redis.url. */ -}}
{{- define "wsbin.shared" -}}
{{- if .Values.redis.url -}}
{{- range $name := list "redis" "redis-password-file" "node" -}}
{{- if not (kindIs "invalid" (index $.Values.settings $name)) -}}
{{- fail (printf "redis.url is set, so the chart sets %s itself; leave settings.%s out." $name $name) -}}
{{- end -}}
{{- end -}}
- name: WSBIN_REDIS
  value: {{ .Values.redis.url | quote }}
- name: WSBIN_NODE
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- if .Values.redis.passwordSecret }}
- name: WSBIN_REDIS_PASSWORD_FILE
  value: /etc/wsbin/redis/password
{{- end }}
{{- if .Values.redis.trustStoreSecret }}
- name: JAVA_TOOL_OPTIONS
  value: -Djavax.net.ssl.trustStore=/etc/wsbin/trust/truststore.p12 -Djavax.net.ssl.trustStorePassword=changeit
{{- end }}
{{- else if .Values.redis.trustStoreSecret -}}
{{- fail "redis.trustStoreSecret is set, but redis.url is empty; name the Redis that it is for." -}}
{{- else if .Values.redis.passwordSecret -}}
{{- fail "redis.passwordSecret is set, but redis.url is empty; name the Redis that it is for." -}}
{{- end -}}
{{- end -}}

{{- define "wsbin.port" -}}
{{- $port := index .Values.settings "port" -}}
{{- if and (not (kindIs "invalid" $port)) (eq (int $port) 0) -}}
{{- fail "settings.port is 0, for which the server picks a port; a Service needs one from 1 to 65535." -}}
{{- end -}}
{{- $port | default 8000 | int -}}
{{- end -}}

{{- /* The port of /health/* and /metrics, by its name in the pod. */ -}}
{{- define "wsbin.adminPortName" -}}
{{- if index .Values.settings "admin-port" -}}admin{{- else -}}http{{- end -}}
{{- end -}}

{{- define "wsbin.tls" -}}
{{- if or (index .Values.settings "tls") (index .Values.settings "tls-keystore") -}}true{{- end -}}
{{- end -}}

{{- /* The scheme of /health/* and /metrics: the admin port has no TLS. */ -}}
{{- define "wsbin.adminScheme" -}}
{{- if and (include "wsbin.tls" .) (not (index .Values.settings "admin-port")) -}}https{{- else -}}http{{- end -}}
{{- end -}}

{{- /* What is in front of every path: nothing, or the context path. */ -}}
{{- define "wsbin.contextPath" -}}
{{- index .Values.settings "context-path" | default "/" | trimSuffix "/" -}}
{{- end -}}

{{- /* --drain-time in whole seconds, rounded up. Unset it is at most 5 s, which is the profile "public". */ -}}
{{- define "wsbin.drainSeconds" -}}
{{- $time := index .Values.settings "drain-time" -}}
{{- $time = ternary "5s" $time (kindIs "invalid" $time) | toString | lower -}}
{{- if not (regexMatch "^(0|[0-9]{1,9}(ms|s|m|h))$" $time) -}}
{{- fail (printf "settings.drain-time is %q; allowed in this chart is a number with ms, s, m or h, such as 20s." $time) -}}
{{- end -}}
{{- $number := regexFind "^[0-9]+" $time | int64 -}}
{{- $unit := regexFind "[a-z]+$" $time -}}
{{- if eq $time "0" -}}
0
{{- else if eq $unit "ms" -}}
{{- div (add $number 999) 1000 -}}
{{- else -}}
{{- mul $number (get (dict "s" 1 "m" 60 "h" 3600) $unit) -}}
{{- end -}}
{{- end -}}

{{- define "wsbin.probe" -}}
httpGet:
  port: {{ include "wsbin.adminPortName" .root }}
  path: {{ include "wsbin.contextPath" .root }}/health/{{ .page }}
  scheme: {{ include "wsbin.adminScheme" .root | upper }}
{{- end -}}
