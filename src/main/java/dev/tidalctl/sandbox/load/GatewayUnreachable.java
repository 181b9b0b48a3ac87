package dev.tidalctl.sandbox.load;

import java.net.URI;

/** The gateway did not answer before the load began, so nothing was sent; exit code 7. */
public final class GatewayUnreachable extends Exception {
  private static final long serialVersionUID = 1L;

  GatewayUnreachable(URI gateway, String reason) {
    super("the gateway " + gateway + " does not answer: " + reason);
  }
}
