/** Every setting of the table that is not part of the model, group by group: run, optimizer, schedule and data. */

import { Button } from '@mantine/core';
import type { SettingGroup } from '../../../training/settingKinds.ts';
import { isAdjustable, keysOfGroup } from '../../../training/settings.ts';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { useRunActive } from '../../state/react.ts';
import field from '../../ui/Field.module.css';
import { Panel } from '../../ui/Panel.tsx';
import { SchedulePreview } from './SchedulePreview.tsx';
import { SettingControl } from './SettingControl.tsx';
import classes from './TrainingPanel.module.css';

const groups = ['run', 'optimizer', 'schedule', 'data'] as const satisfies readonly SettingGroup[];

/** Takes all settings back to their defaults; the toast that follows offers the way back. */
function ResetButton() {
  const words = useWords();
  const { label, help, possible, perform } = useAction('reset');
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      h={24}
      disabled={!possible}
      title={possible ? help : words.flow.resetWhenOver}
      onClick={perform}
    >
      {label}
    </Button>
  );
}

export function TrainingPanel() {
  const words = useWords();
  const active = useRunActive();
  return (
    <Panel title={words.training.title} aside={<ResetButton />}>
      {groups.map((group) => (
        <fieldset key={group} className={classes.group}>
          <legend>
            <span>{words.training.group(group)}</span>
            {active && <span>{words.training.nextRun}</span>}
          </legend>
          <div className={field.grid}>
            {keysOfGroup(group)
              .filter(isAdjustable)
              .map((key) => (
                <SettingControl key={key} settingKey={key} />
              ))}
          </div>
          {group === 'schedule' && <SchedulePreview />}
        </fieldset>
      ))}
    </Panel>
  );
}
