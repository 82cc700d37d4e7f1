/** A context that a part of the page cannot do without, and the hook that reads it. */
import { type Context, createContext, useContext } from 'react';

/** @param name stands in the error that a part outside the context throws. */
export function requiredContext<T>(name: string): [context: Context<T | undefined>, use: () => T] {
  const context = createContext<T | undefined>(undefined);
  const use = (): T => {
    const value = useContext(context);
    if (value === undefined) throw new Error(`This part of the page stands outside ${name}.`);
    return value;
  };
  return [context, use];
}
