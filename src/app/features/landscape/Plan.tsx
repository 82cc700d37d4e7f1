/** What is measured: how many points, on how many pictures, how far around, and beside which other network. */
import { datasetOf } from '../../../training/config.ts';
import {
  type LandscapePlan,
  landscapePictures,
  landscapePlanes,
  landscapeSizes,
} from '../../../training/landscape.ts';
import { shippedRunId } from '../../../training/questions.ts';
import { useLandscapeWords } from '../../i18n/landscape.ts';
import { areTwins } from '../../state/comparableRuns.ts';
import classes from './Landscape.module.css';
import { pictureCounts } from './pictures.ts';
import type { ShownLandscapes } from './useLandscapes.ts';
import { usePlan } from './usePlan.ts';
import { looking, setPlan } from './view.ts';

const reaches = [0.25, 0.5, 1, 2];

interface ChoiceProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly text: (value: T) => string;
  readonly disabled: boolean;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { label, value, values, text, disabled, onChange } = props;
  return (
    <label className={classes.choice}>
      {label}
      <select
        className={classes.select}
        value={String(value)}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const chosen = values.find((known) => String(known) === currentTarget.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map((known) => (
          <option key={known} value={String(known)}>
            {text(known)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface PlanProps extends Pick<ShownLandscapes, 'networks' | 'others' | 'shipped' | 'other'> {
  /** While something is being measured nothing of it changes. */
  readonly disabled: boolean;
}

export function Plan({ networks: [first], others, shipped, other, disabled }: PlanProps) {
  const words = useLandscapeWords();
  const plan = usePlan();
  const names = new Map(
    others.map(({ id, name, config }) => [
      id,
      first && areTwins(config, first.config) ? words.twin(name) : name,
    ]),
  );
  if (shipped) names.set(shippedRunId, words.shipped);
  const set =
    <K extends keyof LandscapePlan>(key: K) =>
    (value: LandscapePlan[K]) =>
      setPlan({ [key]: value });
  return (
    <div className={classes.plan}>
      <Choice
        label={words.beside}
        value={other ?? ''}
        values={['', ...names.keys()]}
        text={(id) => names.get(id) ?? words.nothing}
        disabled={disabled}
        onChange={(id) => looking.setState({ other: id })}
      />
      <Choice
        label={words.plane}
        value={plan.plane}
        values={landscapePlanes}
        text={(plane) => words.planes[plane]}
        disabled={disabled}
        onChange={set('plane')}
      />
      <Choice
        label={words.points}
        value={plan.size}
        values={landscapeSizes}
        text={words.grid}
        disabled={disabled}
        onChange={set('size')}
      />
      {plan.plane === 'random' && (
        <Choice
          label={words.reach}
          value={plan.reach}
          values={reaches}
          text={words.reachOf}
          disabled={disabled}
          onChange={set('reach')}
        />
      )}
      <Choice
        label={words.pictures}
        value={plan.pictures}
        values={pictureCounts(first ? datasetOf(first.config).images[plan.split] : landscapePictures.most)}
        text={words.count}
        disabled={disabled}
        onChange={set('pictures')}
      />
      <Choice
        label={words.from}
        value={plan.split}
        values={['train', 'test'] as const}
        text={(split) => words.split[split]}
        disabled={disabled}
        onChange={set('split')}
      />
    </div>
  );
}
