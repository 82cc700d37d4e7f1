/** Which network the shown one is compared with: itself, or another that is stored. */
import type { RunRecord } from '../../../../storage/runRecord.ts';
import { shippedRunId } from '../../../../training/questions.ts';
import { useAlikeWords } from '../../../i18n/alike.ts';
import classes from './Alike.module.css';
import { choice } from './choice.ts';

interface OtherChoiceProps {
  /** Whether the network that comes with the page can be chosen. */
  readonly shipped: boolean;
  readonly runs: readonly Pick<RunRecord, 'id' | 'name'>[];
  readonly chosen: string | undefined;
}

export function OtherChoice({ shipped, runs, chosen }: OtherChoiceProps) {
  const words = useAlikeWords();
  return (
    <label className={classes.choice}>
      {words.other}
      <select
        className={classes.select}
        value={chosen ?? ''}
        onChange={({ currentTarget: { value } }) => choice.setState({ otherId: value || undefined })}
      >
        <option value="">{words.itself}</option>
        {shipped && <option value={shippedRunId}>{words.shipped}</option>}
        {runs.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
