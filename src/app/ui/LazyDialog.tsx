/** What lies over the page and whose script is loaded when it is first wanted: a dialog, or the drawer. */

import { type ComponentType, useEffect, useState } from 'react';
import type { DialogName } from '../state/overlay.ts';
import { useOverlayState, useStores } from '../state/react.ts';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface LazyProps {
  readonly wanted: boolean;
  readonly load: () => Promise<ComponentType<DialogProps>>;
  readonly onClose: () => void;
  /** Its script could not be loaded. */
  readonly onFailed: () => void;
}

export function Lazy({ wanted, load, onClose, onFailed }: LazyProps) {
  // Once loaded it stays, so that it can close in its own way and give the focus back.
  const [Loaded, setLoaded] = useState<ComponentType<DialogProps>>();
  useEffect(() => {
    if (!wanted || Loaded) return;
    load().then((component) => setLoaded(() => component), onFailed);
  }, [wanted, Loaded, load, onFailed]);
  // It opens after it was there closed: only then the focus goes back to where it was.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(wanted && Loaded !== undefined), [wanted, Loaded]);
  return Loaded ? <Loaded opened={opened} onClose={onClose} /> : null;
}

interface LazyDialogProps extends Pick<LazyProps, 'load'> {
  readonly name: DialogName;
}

export function LazyDialog({ name, load }: LazyDialogProps) {
  const { actions } = useStores().overlay;
  const wanted = useOverlayState((state) => state.dialog === name);
  return (
    <Lazy wanted={wanted} load={load} onClose={() => actions.close(name)} onFailed={actions.notLoaded} />
  );
}
