package dev.tidalctl.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several endpoints as one.
 *
 * <ol>
 *   <li>The endpoint that last gave an answer that counts is asked first, then the others in turn.
 *   <li>The next one is asked when the request was certainly not sent, or declined as {@link
 *       Fitness#after} says.
 *   <li>A request that changes something and may have arrived is never sent again, here or
 *       elsewhere. One that only reads is.
 *   <li>When all were asked in vain and one had declined, a request that only reads goes round once
 *       more: by then the right endpoint may be known.
 * </ol>
 */
public final class Failover {
  private static final int ROUNDS = 2;

  private final HttpJsonClient client;
  private final AtomicInteger lastGood = new AtomicInteger();

  /** Over all endpoints of {@code client}. */
  public Failover(HttpJsonClient client) {
    this.client = client;
  }

  /**
   * Sends {@code request} until an endpoint gives an answer that counts.
   *
   * @return {@code NotSent} with the reasons of all endpoints when none acted on it
   */
  public JsonAnswer send(JsonRequest request, Fitness fitness) {
    List<String> reasons = new ArrayList<>();
    boolean lost = false;
    for (int round = 0; round < ROUNDS; round++) {
      boolean declined = false;
      int first = lastGood.get();
      for (int i = 0; i < client.endpoints().size(); i++) {
        int index = (first + i) % client.endpoints().size();
        URI endpoint = client.endpoints().get(index);
        Optional<String> unfit = fitness.before(endpoint);
        if (unfit.isPresent()) {
          note(reasons, unfit.get());
          continue;
        }
        JsonAnswer answer = client.send(endpoint, request);
        switch (answer) {
          case JsonAnswer.Answered answered -> {
            Optional<String> setAside = fitness.after(answered);
            if (setAside.isEmpty()) {
              lastGood.set(index);
              return answered;
            }
            declined = true;
            note(reasons, setAside.get());
          }
          case JsonAnswer.NotSent(String why) -> note(reasons, why);
          case JsonAnswer.Lost(String why) -> {
            if (!request.repeatable()) {
              return answer;
            }
            lost = true;
            note(reasons, why);
          }
        }
      }
      if (!declined || !request.repeatable()) {
        break;
      }
    }
    String why = String.join("; ", reasons);
    return lost ? new JsonAnswer.Lost(why) : new JsonAnswer.NotSent(why);
  }

  private static void note(List<String> reasons, String why) {
    if (!reasons.contains(why)) {
      reasons.add(why);
    }
  }
}
