/**
 * A part of the page whose script is loaded when it is first shown. It stands where nothing else waits for its place. A script that
 * cannot be loaded, because the connection is gone or a newer version of the page has replaced it, costs that part alone and is said:
 * the page around it trains on. The next time that the part is shown it is asked for again.
 */
import { type ComponentType, useEffect, useState } from 'react';
import { useStores } from '../state/react.ts';

/**
 * @param load The part, from a module of its own.
 * @param waiting What stands in its place meanwhile.
 */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Waiting: ComponentType<P> = () => null,
): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function LazyPart(props: P) {
    const { overlay } = useStores();
    const [Part, setPart] = useState(() => known);
    useEffect(() => {
      if (Part) return;
      load().then((part) => {
        known = part;
        setPart(() => part);
      }, overlay.actions.notLoaded);
    }, [Part, overlay]);
    return Part ? <Part {...props} /> : <Waiting {...props} />;
  };
}
