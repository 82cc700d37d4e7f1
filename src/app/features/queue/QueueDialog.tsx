/** Makes several runs of lists of settings: a row each, what they come to, and the rule that may end some early. */
import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { presetNames } from '../../../model/presets.ts';
import type { Problem } from '../../../problems/index.ts';
import type { SweepProblem } from '../../../problems/sweep.ts';
import { recipeNames } from '../../../training/recipes.ts';
import type { Setting } from '../../../training/settingKinds.ts';
import { settings } from '../../../training/settings.ts';
import type { EarlyStop } from '../../../training/sweep/earlyStop.ts';
import { type Axis, type AxisKey, type SweepPlan, sweepPlanOf } from '../../../training/sweep/plan.ts';
import { useQueueWords } from '../../i18n/queue.ts';
import { useWords } from '../../i18n/words.ts';
import { invalidKeys } from '../../state/invalid.ts';
import { useOverlayState, usePage, useRunActive, useStores } from '../../state/react.ts';
import { useQueue, useQueueElsewhere } from '../../state/reactQueue.ts';
import { withPictures } from '../../state/withPictures.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { SourceLinks } from '../../ui/sources.tsx';
import { axisKeys, clashes, draftOf, firstList, nextKey, withAxis } from './draft.ts';
import { secondsOf } from './progress.ts';
import classes from './QueueDialog.module.css';

type QueueWords = ReturnType<typeof useQueueWords>;

function useAxisName(): (key: AxisKey) => string {
  const words = useQueueWords();
  const { settings: known } = useWords();
  return (key) =>
    key === 'depth' || key === 'model' || key === 'recipe' ? words.each[key] : known[key].label;
}

/** What one value may be, where that is one of a few. */
function choicesOf(key: AxisKey): readonly string[] {
  if (key === 'model') return presetNames;
  if (key === 'recipe') return recipeNames;
  if (key === 'depth') return [];
  const setting: Setting = settings[key];
  return 'choices' in setting ? setting.choices : [];
}

interface RowProps {
  readonly axes: readonly Axis[];
  readonly at: number;
  readonly count: number;
  readonly wrong?: Problem | SweepProblem;
  /** Undefined takes the row out. */
  readonly onChange: (axis: Axis | undefined) => void;
}

function Row({ axes, at, count, wrong, onChange }: RowProps) {
  const words = useQueueWords();
  const page = useWords();
  const nameOf = useAxisName();
  const config = usePage((state) => state.config);
  const axis = axes[at];
  if (!axis) return null;
  const { key, text } = axis;
  const others = axes.filter((other) => other !== axis);
  const free = axisKeys.filter((other) => others.every((axis) => !clashes(axis.key, other)));
  const choices = choicesOf(key);
  const note = [
    ...(count > 0 ? [words.count(count)] : []),
    ...(choices.length > 0 ? [words.choices(choices.join(', '))] : []),
  ];
  return (
    <li className={classes.row}>
      <NativeSelect
        aria-label={words.setting(at + 1)}
        value={key}
        data={free.map((value) => ({ value, label: nameOf(value) }))}
        onChange={(event) => {
          const next = event.currentTarget.value as AxisKey;
          onChange({ key: next, text: firstList(next, config) });
        }}
      />
      <TextInput
        className={classes.values}
        aria-label={words.values(nameOf(key))}
        value={text}
        autoComplete="off"
        spellCheck={false}
        description={note.join(' · ')}
        inputWrapperOrder={['input', 'error', 'description']}
        error={wrong && words.problem(wrong, page)}
        onChange={(event) => onChange({ key, text: event.currentTarget.value })}
      />
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        size={30}
        aria-label={words.remove(nameOf(key))}
        title={words.remove(nameOf(key))}
        onClick={() => onChange(undefined)}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}

interface RuleProps {
  readonly rules: EarlyStop;
  readonly epochs: number;
  readonly onChange: (rules: EarlyStop) => void;
}

function Rule({ rules, epochs, onChange }: RuleProps) {
  const words = useQueueWords();
  const help = useId();
  return (
    <div className={classes.rule}>
      <Checkbox
        label={words.behind}
        checked={rules.behindMedian}
        aria-describedby={help}
        onChange={(event) => onChange({ ...rules, behindMedian: event.currentTarget.checked })}
      />
      {rules.behindMedian && (
        <div className={classes.grace}>
          <span>{words.grace}</span>
          <Stepper
            label={words.grace}
            value={rules.grace}
            min={1}
            max={Math.max(1, epochs)}
            onChange={(grace) => onChange({ ...rules, grace })}
          />
        </div>
      )}
      <p id={help} className={classes.note}>
        {words.behindHelp} <SourceLinks of={['golovin2017']} />
      </p>
    </div>
  );
}

/** `2 × 3 = 6 runs, about 12 min on this device`, or why there are none. */
function Preview({ plan, words }: { readonly plan: SweepPlan; readonly words: QueueWords }) {
  const page = useWords();
  const device = usePage((state) => state.device);
  const speeds = useStore(useStores().speeds, (state) => state.speeds);
  const { configs, counts, problem } = plan;
  const seconds = useMemo(() => device && secondsOf(configs, device, speeds), [configs, device, speeds]);
  if (problem) return words.problem(problem, page);
  if (configs.length === 0) return null;
  const { about, duration } = page.estimate;
  const whole = [...(seconds?.values() ?? [])].reduce((sum, time) => sum + time, 0);
  const factors = counts.length > 1 ? counts.map(page.figures.count).join(' × ') : '';
  return [
    words.preview(factors, configs.length),
    ...(seconds ? [words.time(about(duration(whole)))] : []),
  ].join('');
}

function Body({ onClose }: Pick<DialogProps, 'onClose'>) {
  const words = useQueueWords();
  const { page, queue, overlay } = useStores();
  const draft = draftOf(page);
  const { axes, rules } = useStore(draft);
  const config = usePage((state) => state.config);
  const invalid = usePage((state) => invalidKeys(state).length > 0);
  const active = useRunActive();
  const varied = useOverlayState((state) => state.varied);
  useEffect(() => {
    if (!varied) return;
    draft.setState({ axes: withAxis(draft.getState().axes, varied, page.store.getState().config) });
    overlay.actions.vary(undefined);
  }, [varied, draft, page, overlay]);
  const plan = useMemo(() => sweepPlanOf(config, axes), [config, axes]);
  const [refused, setRefused] = useState<SweepProblem>();
  const texts = useWords();
  const next = nextKey(axes);
  const change = (at: number, axis: Axis | undefined) =>
    draft.setState({ axes: axes.flatMap((other, i) => (i !== at ? [other] : axis ? [axis] : [])) });
  const start = () =>
    withPictures(config.dataset, overlay.actions, () => {
      queue.load().then((loaded) => {
        const problem = loaded.actions.add(plan.configs, { rules });
        setRefused(problem);
        if (!problem) onClose();
      }, overlay.actions.notLoaded);
    });
  const known = useQueue();
  const elsewhere = useQueueElsewhere();
  const n = plan.configs.length;
  const may = n > 0 && axes.length > 0 && !invalid && !elsewhere;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (may) start();
      }}
    >
      <p className={classes.text}>{words.lead}</p>
      <ul className={classes.rows} aria-label={words.lists}>
        {axes.map((axis, at) => (
          <Row
            key={axis.key}
            axes={axes}
            at={at}
            count={plan.counts[at] ?? 0}
            wrong={plan.wrong.get(axis.key)}
            onChange={(axis) => change(at, axis)}
          />
        ))}
      </ul>
      {next && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => draft.setState({ axes: [...axes, { key: next, text: firstList(next, config) }] })}
        >
          {words.add}
        </Button>
      )}
      <p className={classes.note}>{words.syntax}</p>
      <Rule rules={rules} epochs={config.epochs} onChange={(rules) => draft.setState({ rules })} />
      <div className={classes.foot}>
        <p className={classes.preview} role="status" data-testid="sweep-preview">
          {axes.length > 0 && <Preview plan={plan} words={words} />}
        </p>
        {(invalid || elsewhere || refused) && (
          <p className={classes.text} role="alert">
            {invalid ? words.invalid : elsewhere ? words.busy : refused && words.problem(refused, texts)}
          </p>
        )}
        <Button type="submit" disabled={!may}>
          {n === 0 ? texts.actions.start.label : known && active ? words.enqueue(n) : words.start(n)}
        </Button>
      </div>
    </form>
  );
}

export function QueueDialog({ opened, onClose }: DialogProps) {
  const words = useQueueWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={words.title} size={600}>
      <Body onClose={onClose} />
    </Dialog>
  );
}
