/** How both ends of the protocol read what the other sent. */
import * as v from 'valibot';
import { text } from '../training/schemas.ts';

/** Of a run or of a request: the page makes them. */
export const id = text(200);

/** A member of a union that `type` tells apart. */
export const of = <const T extends string, const E extends v.ObjectEntries>(type: T, entries: E) =>
  v.object({ type: v.literal(type), ...entries });

/** True where a schema knows every field of every member of a union; otherwise the fields that it would silently drop. */
export type Complete<M, S, Tag extends PropertyKey = 'type'> =
  Dropped<M, S, Tag> extends never ? true : Dropped<M, S, Tag>;
type Dropped<M, S, Tag extends PropertyKey> = M extends { readonly [K in Tag]: infer T }
  ? Exclude<keyof M, keyof Extract<S, { [K in Tag]: T }>>
  : never;

/** What a schema must take, whose lists and fields are not read-only. */
export type Taken<T> = T extends Uint8Array
  ? Uint8Array<ArrayBuffer>
  : T extends Uint16Array
    ? Uint16Array<ArrayBuffer>
    : T extends Float32Array
      ? Float32Array<ArrayBuffer>
      : T extends Blob
        ? T
        : T extends object
          ? { -readonly [K in keyof T]: Taken<T[K]> }
          : T;

/**
 * @param what A message is, for developers: whoever uses the page can do nothing about one that is not understood.
 * @returns a reader that gives undefined for what is no such message, and never throws.
 */
export function reading<const T extends v.GenericSchema>(what: string, schema: T) {
  return (data: unknown): v.InferOutput<T> | undefined => {
    const result = v.safeParse(schema, data, { abortEarly: true });
    if (result.success) return result.output;
    const [issue] = result.issues;
    console.warn(`A ${what} was ignored at ${v.getDotPath(issue) ?? 'its start'}: ${issue.message}`);
    return undefined;
  };
}
