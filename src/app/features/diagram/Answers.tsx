/** What the network says of the picture: a bar for each class, of many classes for the likeliest. Before a run the bars are empty. */

import { datasetOf } from '../../../training/config.ts';
import { useClassNames } from '../../i18n/classNames.ts';
import { useWords } from '../../i18n/words.ts';
import { toldClasses, topOf } from '../../state/answers.ts';
import { useBefore } from '../../ui/useSlow.ts';
import classes from './Answers.module.css';
import { useChosenShares } from './chosenAnswer.ts';
import { useSample } from './samples.ts';
import { type Shown, useAnswers } from './shown.ts';

export function Answers({ shown }: { readonly shown: Shown }) {
  const { diagram: words } = useWords();
  const facts = datasetOf(shown.config);
  const names = useClassNames(facts);
  const sample = useSample(facts) ?? -1;
  const answers = useAnswers();
  const asked = useChosenShares(shown);
  const shares = asked?.shares ?? answers?.probabilities[sample];
  const before = useBefore((asked ?? answers)?.behind ?? false);
  const top = shares ? topOf(shares) : -1;
  const right = facts.samples[sample]?.label;
  const told = toldClasses(names.length, shares, right);
  const percent = (share: number | undefined) => (share === undefined ? '' : words.percent(share));
  return (
    <ul className={classes.answers} aria-label={words.answers} {...before} data-testid="answers">
      {told.places.map((i, row) => {
        const share = shares?.[i];
        return (
          // Of many classes other ones come into the rows, which stand still.
          <li key={row} className={classes.answer} data-top={i === top || undefined}>
            <span className={classes.name} title={names[i]}>
              {names[i]}
            </span>
            {/* In a place of its own: names stand still while the picture changes. */}
            <span className={classes.right}>
              {i === right && (
                <span role="img" aria-label={words.rightAnswer}>
                  ✓
                </span>
              )}
            </span>
            <span className={classes.track} aria-hidden>
              <span
                className={classes.bar}
                data-right={i === right || undefined}
                style={{ transform: `scaleX(${share ?? 0})` }}
              />
            </span>
            <span className={classes.share}>{percent(share)}</span>
          </li>
        );
      })}
      {told.others > 0 && (
        <li className={classes.answer} data-others>
          <span className={classes.name}>{words.otherClasses(told.others)}</span>
          <span className={classes.share}>{percent(told.share)}</span>
        </li>
      )}
    </ul>
  );
}
