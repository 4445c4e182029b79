package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.step.FakeOpeningRequest;

/** A transcript as an HTTP Archive. */
class TranscriptHarTest {
  private static final String REQUEST =
      "'request':{'method':'GET','url':'ws://localhost:8000/wire/path?transcript=it',"
          + "'httpVersion':'HTTP/1.1','cookies':[],'headers':["
          + "{'name':'Host','value':'localhost:8000'},{'name':'Cookie','value':'***'}],"
          + "'queryString':[{'name':'transcript','value':'it'}],'headersSize':-1,'bodySize':0},";

  private final Transcripts transcripts =
      new Transcripts(
          new Recording(3, Duration.ofMinutes(1), 100_000),
          new MemoryBudget(1 << 20),
          new FakeTimer());

  @Test
  void aConnectionHasItsFramesAsMessages() {
    ConnectionObserver seen = transcripts.accepted(opening(), "echo").orElseThrow();
    seen.switching(List.of(Map.entry("Upgrade", "websocket")));
    seen.opened(0);
    frame(seen, Direction.RECEIVED, Opcode.TEXT, "hi");
    frame(seen, Direction.SENT, Opcode.BINARY, "\u0001");
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 1_500_000_000);
    transcripts.answered(opening(), new Refused(403, "No."));
    String har = TranscriptHar.of(transcripts.find("it").orElseThrow().now(), Secrets.HIDDEN);
    assertThat(har.replace('"', '\''))
        .startsWith("{'log':{'version':'1.2','creator':{")
        .contains(
            "'entries':[{'startedDateTime':'2026-11-22T14:45:00.123Z','time':1500.0,"
                + REQUEST
                + "'response':{'status':101,'statusText':'Switching Protocols',"
                + "'httpVersion':'HTTP/1.1','cookies':[],"
                + "'headers':[{'name':'Upgrade','value':'websocket'}],'content':{'size':0,"
                + "'mimeType':'x-unknown','text':''},'redirectURL':'','headersSize':-1,"
                + "'bodySize':-1},'cache':{},'timings':{'send':0,'wait':0,'receive':1500.0},"
                + "'connection':'0123456789abcdef','_resourceType':'websocket',"
                + "'_webSocketMessages':["
                + "{'type':'send','time':1.795358701123E9,'opcode':1,'data':'hi'},"
                + "{'type':'receive','time':1.795358701123E9,'opcode':2,'data':'AQ=='}]},")
        .contains(REQUEST + "'response':{'status':403,", "'text':'No.'");
  }

  private static FakeOpeningRequest opening() {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Cookie", "secret");
    opening.query = "transcript=it";
    return opening;
  }

  private static void frame(
      ConnectionObserver seen, Direction direction, Opcode opcode, String payload) {
    byte[] bytes = payload.getBytes(UTF_8);
    long second = Duration.ofSeconds(1).toNanos();
    FrameHeader header = new FrameHeader(true, false, opcode, bytes.length);
    seen.frame(direction, header, OptionalInt.empty(), second);
    seen.payload(direction, ByteBuffer.wrap(bytes), true, second);
  }
}
