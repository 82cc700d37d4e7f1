/** Makes an assignment: which settings are free, which are fixed or hidden, the task in a sentence, and the link of all that. */
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Freedom, freedoms, hasBounds, longestTask } from '../../../training/assignment.ts';
import { formatSetting } from '../../../training/config.ts';
import type { SettingKey } from '../../../training/settings.ts';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { valueText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import classes from './Classroom.module.css';
import { CopyField } from './CopyField.tsx';
import {
  assignmentLink,
  type BoundTexts,
  boundsIn,
  freedomsOf,
  offeredKeys,
  type PresetOfFreedom,
  presetsOfFreedom,
  wrongBounds,
} from './plan.ts';

/** What the choice holds once single settings were chosen. */
const custom = 'custom';
const noTexts = { min: '', max: '' };

interface RowProps {
  readonly settingKey: SettingKey;
  readonly freedom: Freedom;
  readonly bounds: NonNullable<BoundTexts[SettingKey]>;
  readonly onFreedom: (freedom: Freedom) => void;
  readonly onBounds: (bounds: NonNullable<BoundTexts[SettingKey]>) => void;
}

function SettingRow({ settingKey: key, freedom, bounds, onFreedom, onBounds }: RowProps) {
  const words = useClassroomWords();
  const all = useWords();
  const { label } = all.settings[key];
  const text = usePage((state) => formatSetting(key, state.config[key]));
  const wrong = boundsIn(key, bounds) === undefined;
  const bound = (end: 'min' | 'max', name: string) => (
    <TextInput
      size="xs"
      inputMode="decimal"
      aria-label={name}
      error={wrong}
      value={bounds[end]}
      onChange={(event) => onBounds({ ...bounds, [end]: event.currentTarget.value })}
    />
  );
  return (
    <li className={classes.row}>
      <div>
        {label}
        <span className={classes.value}>{valueText(all, key, text)}</span>
      </div>
      {freedom === 'free' && hasBounds(key) && (
        <div className={classes.bounds}>
          {bound('min', words.least(label))}
          <span>{words.to}</span>
          {bound('max', words.most(label))}
        </div>
      )}
      <NativeSelect
        size="xs"
        aria-label={words.freedomOf(label)}
        data={freedoms.map((value) => ({ value, label: words.freedom[value] }))}
        value={freedom}
        onChange={(event) => onFreedom(event.currentTarget.value as Freedom)}
      />
    </li>
  );
}

function Maker() {
  const words = useClassroomWords();
  const { settings } = useWords();
  const config = usePage((state) => state.config);
  const [preset, setPreset] = useState<PresetOfFreedom | typeof custom>('depthAndRate');
  const [hide, setHide] = useState(false);
  const [freedom, setFreedom] = useState(() => freedomsOf('depthAndRate', false));
  const [bounds, setBounds] = useState<BoundTexts>({});
  const [task, setTask] = useState('');
  const choose = (next: PresetOfFreedom, hidden: boolean) => {
    setPreset(next);
    setHide(hidden);
    setFreedom(freedomsOf(next, hidden));
  };
  const wrong = wrongBounds(bounds, freedom);
  const link = assignmentLink({ freedom, bounds, task }, config, location.href);
  return (
    <>
      <div className={classes.fields}>
        <Textarea
          label={words.task}
          placeholder={words.taskExample}
          maxLength={longestTask}
          rows={2}
          value={task}
          onChange={(event) => setTask(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.preset}
          data={[...presetsOfFreedom, ...(preset === custom ? [custom] : [])].map((value) => ({
            value,
            label: words.presets[value as keyof typeof words.presets],
          }))}
          value={preset}
          onChange={(event) => choose(event.currentTarget.value as PresetOfFreedom, hide)}
        />
        <Checkbox
          label={words.hide}
          checked={hide}
          disabled={preset === custom || preset === 'all'}
          onChange={(event) => preset !== custom && choose(preset, event.currentTarget.checked)}
        />
      </div>
      <details className={classes.settings}>
        <summary>{words.each}</summary>
        <ul>
          {offeredKeys.map((key) => (
            <SettingRow
              key={key}
              settingKey={key}
              freedom={freedom[key]}
              bounds={bounds[key] ?? noTexts}
              onFreedom={(chosen) => {
                setPreset(custom);
                setFreedom({ ...freedom, [key]: chosen });
              }}
              onBounds={(texts) => setBounds({ ...bounds, [key]: texts })}
            />
          ))}
        </ul>
      </details>
      {wrong.length > 0 ? (
        <p role="alert" className={classes.wrong}>
          {words.wrongBounds(wrong.map((key) => settings[key].label))}
        </p>
      ) : (
        <CopyField label={words.assignmentLink} text={link} href={link} />
      )}
      <p className={classes.aside}>{words.visible}</p>
    </>
  );
}

export function MakeAssignment() {
  const words = useClassroomWords();
  const assigned = usePage((state) => state.assignment !== undefined);
  if (!assigned)
    return (
      <>
        <p className={classes.text}>{words.assignmentAbout}</p>
        <Maker />
      </>
    );
  return (
    <>
      <p className={classes.text}>{words.alreadyOne}</p>
      <Button component="a" variant="default" href={location.pathname}>
        {words.openWithout}
      </Button>
    </>
  );
}
