/** A dialog whose script is loaded when it is first wanted. */
import { type ComponentType, useEffect, useState } from 'react';
import { type Dialog, useFlow, useFlowState } from './flow.ts';

interface LazyDialogProps {
  readonly name: Dialog;
  readonly load: () => Promise<ComponentType>;
}

export function LazyDialog({ name, load }: LazyDialogProps) {
  const { actions } = useFlow();
  const wanted = useFlowState((state) => state.dialog === name);
  // Once loaded it stays, so that it can close in its own way and give the focus back.
  const [Loaded, setLoaded] = useState<ComponentType>();
  useEffect(() => {
    if (!wanted || Loaded) return;
    load().then((component) => setLoaded(() => component), actions.notLoaded);
  }, [wanted, Loaded, load, actions]);
  return Loaded ? <Loaded /> : null;
}
