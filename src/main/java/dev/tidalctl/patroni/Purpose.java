package dev.tidalctl.patroni;

/** What a look is for, and so what it may do without. */
enum Purpose {
  /**
   * A change: what operators share must be seen, or nobody knows whose a node is. It does not hang
   * on words about a node in hand.
   */
  CHANGE,

  /** A plan: all that a run would decide on. */
  PLAN,

  /**
   * A screen: PostgreSQL is asked about nodes that lag or are out of service, and has no session of
   * ours before there are any.
   */
  SCREEN
}
