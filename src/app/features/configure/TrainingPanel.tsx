/** Every setting of the table that is not part of the model, group by group: run, optimizer, schedule and data. */

import type { SettingGroup } from '../../../training/settingKinds.ts';
import { isAdjustable, keysOfGroup } from '../../../training/settings.ts';
import { useWords } from '../../i18n/words.ts';
import { useRunActive } from '../../state/react.ts';
import field from '../../ui/Field.module.css';
import { Panel } from '../../ui/Panel.tsx';
import { ResetButton } from './ResetButton.tsx';
import { SchedulePreview } from './SchedulePreview.tsx';
import { SettingControl } from './SettingControl.tsx';
import classes from './TrainingPanel.module.css';

const groups = ['run', 'optimizer', 'schedule', 'data'] as const satisfies readonly SettingGroup[];

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
