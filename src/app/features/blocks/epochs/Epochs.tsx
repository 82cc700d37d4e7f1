/** How a measure went over the epochs of the run: a line for each stage, the mean over its blocks. */
import { useBlockWords } from '../../../i18n/blocks.ts';
import { type Measure, measures } from '../../../state/blockMeasures.ts';
import shared from '../Blocks.module.css';
import { useBlocks } from '../context.ts';
import { HeadPart } from '../HeadPart.tsx';
import { looking, useLooking } from '../view.ts';
import classes from './Epochs.module.css';

function Choice({ measure }: { readonly measure: Measure }) {
  const words = useBlockWords();
  return (
    <select
      className={classes.choice}
      aria-label={words.measure}
      value={measure}
      onChange={(event) => looking.setState({ measure: event.currentTarget.value as Measure })}
    >
      {measures.map((value) => (
        <option key={value} value={value}>
          {words.measures[value].name}
        </option>
      ))}
    </select>
  );
}

export function Epochs() {
  const words = useBlockWords();
  const { runId, config, stages, frame, spec, lines: Lines } = useBlocks();
  const measure = useLooking((state) => state.measure);
  const { name, help } = words.measures[measure];
  const drawn = stages.points.some(({ means }) => means[measure] !== undefined);
  const none = measure === 'branch' && spec.shortcut === 'none' ? words.missing.plain : words.noLines;
  return (
    <div className={shared.view}>
      <HeadPart>
        <Choice measure={measure} />
      </HeadPart>
      {drawn ? (
        <Lines
          label={words.lines(name)}
          measure={measure}
          runId={runId}
          config={config}
          stages={stages}
          epoch={frame.epoch}
        />
      ) : (
        <p className={shared.note}>{none}</p>
      )}
      <p className={shared.note}>
        {help} {words.stageMeans}
      </p>
    </div>
  );
}
