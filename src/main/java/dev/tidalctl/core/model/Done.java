package dev.tidalctl.core.model;

/** The answer of a request that answers nothing but that it was done or accepted. */
public record Done() {}
