/* How large the next piece is: few requests on a quick line, little to lose on a slow one. */

/** Bytes of the first piece: a line of 1 Mbit/s takes a quarter of a minute for it. */
export const FIRST = 2 * 1024 * 1024;
const LEAST = FIRST / 4;
const MOST = FIRST * 8;
/** Milliseconds: a piece that passes faster is followed by a larger one, or slower by a smaller. */
const QUICK = 1000;
const SLOW = 20000;

export function next(size, milliseconds) {
  if (milliseconds < QUICK) return Math.min(2 * size, MOST);
  if (milliseconds > SLOW) return Math.max(size / 2, LEAST);
  return size;
}
