/** A part of the page whose script is loaded when it is first shown. It stands where nothing else waits for its place. */
import { type ComponentType, lazy, Suspense } from 'react';

/** @param load The part, from a module of its own. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Part = lazy(async () => ({ default: await load() }));
  return (props: P) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}
