package dev.tidalctl.sql;

import dev.tidalctl.core.model.Reply;

/**
 * What a node keeps of WAL; either may be known without the other.
 *
 * @param keeping how much for others, and where its own ends
 * @param firstKept the first byte that it still has, as a seqno: its oldest segment's begin
 */
public record Retention(Reply<WalKeeping> keeping, Reply<Long> firstKept) {}
