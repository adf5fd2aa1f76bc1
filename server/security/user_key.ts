/** The key of a user: what tells them from others. */

/** The key that the app's `userKey` gives, or else the user's `id`. */
export function userKeyOf(
  user: unknown,
  userKey: ((user: never) => unknown) | undefined,
): string {
  const key = userKey ? userKey(user as never) : idOf(user);
  return key === undefined || key === null ? "" : `${typeof key} ${String(key)}`;
}

/** The user's `id`, or the user itself where it is no object, or all of it. Fails closed. */
function idOf(user: unknown): unknown {
  if (typeof user !== "object" || user === null) return user;
  const { id } = user as { id?: unknown };
  return id ?? JSON.stringify(user);
}
