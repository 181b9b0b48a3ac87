package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.traffic.WriteGate;
import java.util.List;
import java.util.Optional;

/** A gate that holds writes, unless a test has it answer otherwise. */
final class ScriptedGate implements WriteGate {
  Optional<Reply<Held>> answerToHold = Optional.empty();
  Reply<View> answerToLook = new Reply.Ok<>(new View(List.of(), List.of()));
  Reply<Done> answerToRelease = new Reply.Ok<>(new Done());
  private final List<String> log;

  ScriptedGate(List<String> log) {
    this.log = log;
  }

  @Override
  public Reply<View> look() {
    return answerToLook;
  }

  @Override
  public Reply<Held> hold() {
    log.add("hold writes");
    return answerToHold.orElseGet(
        () ->
            new Reply.Ok<>(
                new Held() {
                  @Override
                  public Reply<Done> release() {
                    log.add("release writes");
                    return answerToRelease;
                  }

                  @Override
                  public Optional<String> lapsed() {
                    return Optional.empty();
                  }
                }));
  }

  @Override
  public Reply<Done> letGo() {
    log.add("let writes go");
    return new Reply.Ok<>(new Done());
  }

  @Override
  public Reply<Done> reconnect() {
    return new Reply.Ok<>(new Done());
  }

  @Override
  public void close() {}
}
