/** What the network says of the picture: a bar for each class. Before a run the bars are empty. */

import { datasetOf } from '../../../training/config.ts';
import { useWords } from '../../i18n/words.ts';
import { topOf } from '../../state/answers.ts';
import classes from './Answers.module.css';
import { useChosenShares } from './chosenAnswer.ts';
import { useSample } from './samples.ts';
import { type Shown, useAnswers } from './shown.ts';

export function Answers({ shown }: { readonly shown: Shown }) {
  const { diagram: words } = useWords();
  const facts = datasetOf(shown.config);
  const sample = useSample(facts) ?? -1;
  const answers = useAnswers();
  const asked = useChosenShares(shown);
  const shares = asked ?? answers?.probabilities[sample];
  const top = shares ? topOf(shares) : -1;
  const right = facts.samples[sample]?.label;
  return (
    <ul className={classes.answers} aria-label={words.answers} data-testid="answers">
      {facts.classes.map((name, i) => {
        const share = shares?.[i];
        return (
          <li key={name} className={classes.answer} data-top={i === top || undefined}>
            <span className={classes.name}>{words.className(name)}</span>
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
            <span className={classes.share}>{share === undefined ? '' : words.percent(share)}</span>
          </li>
        );
      })}
    </ul>
  );
}
