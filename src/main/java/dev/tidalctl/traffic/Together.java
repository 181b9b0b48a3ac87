package dev.tidalctl.traffic;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Asks several at the same time. Not on virtual threads: the one that polls their sockets makes the
 * JVM wait 0.3 s for it before it ends.
 */
public final class Together {
  private Together() {}

  /**
   * The answers, in the order of those asked, once all have answered. An interrupt does not end the
   * wait, since each question has a limit of its own; it is kept for the caller to see.
   *
   * @param question ends by itself
   * @throws IllegalStateException when a question throws
   */
  public static <A, B> List<B> ask(List<A> all, Function<A, B> question) {
    List<FutureTask<B>> tasks = new ArrayList<>();
    for (A each : all) {
      FutureTask<B> task = new FutureTask<>(() -> question.apply(each));
      tasks.add(task);
      Thread.ofPlatform().daemon().name("ask").start(task);
    }
    boolean interrupted = false;
    List<B> answers = new ArrayList<>();
    while (answers.size() < tasks.size()) {
      try {
        answers.add(tasks.get(answers.size()).get());
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return List.copyOf(answers);
  }

  /**
   * Tells all the same thing, and answers what is least certain: {@code Unknown} before {@code
   * Unreachable} before {@code Refused}, and {@code Ok} when all said so.
   *
   * @param order ends by itself
   */
  public static <A> Reply<Done> tell(List<A> all, Function<A, Reply<Done>> order) {
    Reply<Done> worst = new Reply.Ok<>(new Done());
    for (Reply<Done> each : ask(all, order)) {
      if (uncertainty(each) > uncertainty(worst)) {
        worst = each;
      }
    }
    return worst;
  }

  private static int uncertainty(Reply<Done> reply) {
    return switch (reply) {
      case Reply.Ok<Done> r -> 0;
      case Reply.Refused<Done> r -> 1;
      case Reply.Unreachable<Done> r -> 2;
      case Reply.Unknown<Done> r -> 3;
    };
  }
}
