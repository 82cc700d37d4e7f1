/** What there is one of for each owner, made when it is first wanted and kept as long as the owner is. */
export function onePer<Owner extends object, Rest extends readonly unknown[], T>(
  create: (owner: Owner, ...rest: Rest) => T,
): (owner: Owner, ...rest: Rest) => T {
  const made = new WeakMap<Owner, { readonly it: T }>();
  return (owner, ...rest) => {
    const known = made.get(owner) ?? { it: create(owner, ...rest) };
    made.set(owner, known);
    return known.it;
  };
}
