/** The place of the drawer of all settings, whose script is loaded when it is first opened. */

import { useCallback } from 'react';
import { useStage, useStageState, useStores } from '../../state/react.ts';
import { Lazy } from '../../ui/LazyDialog.tsx';

const load = async () => (await import('./SettingsForm.tsx')).SettingsForm;

export function SettingsDrawer() {
  const { actions } = useStage();
  const { notLoaded } = useStores().overlay.actions;
  const wanted = useStageState((state) => state.drawer);
  const onFailed = useCallback(() => {
    actions.closeSettings();
    notLoaded();
  }, [actions, notLoaded]);
  return <Lazy wanted={wanted} load={load} onClose={actions.closeSettings} onFailed={onFailed} />;
}
