/** What went wrong, one sentence each: in the address, in the worker, in the run. They lie over the stage. */

import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { asksFirst } from '../../problems/index.ts';
import { AskFirst } from '../features/train/AskFirst.tsx';
import { Diverged } from '../features/train/Diverged.tsx';
import { SharedGpu } from '../features/train/SharedGpu.tsx';
import { FileNotices } from '../features/weights/FileNotices.tsx';
import { brokeText } from '../i18n/runTexts.ts';
import { useWords } from '../i18n/words.ts';
import { useActions, usePage } from '../state/react.ts';
import { Notice } from '../ui/Notice.tsx';
import classes from './Notices.module.css';

/** A link with everything wrong must not cover the stage. */
const mostSaid = 3;

/** @param children What a part of the page has to tell. */
export function Notices({ children }: { readonly children?: ReactNode }) {
  const words = useWords();
  const actions = useActions();
  const address = usePage((state) => state.addressProblems);
  const worker = usePage((state) => state.workerProblem);
  const recovered = usePage((state) => state.recovered);
  const refused = usePage(({ run }) => run?.refused);
  // A run that was stopped has something to tell only where nobody heard of it.
  const failure = usePage(({ run }) =>
    run?.end?.outcome === 'failed' || run?.end?.problem ? run.end : undefined,
  );
  const question = failure?.problem && asksFirst(failure.problem) ? failure.problem : undefined;
  return (
    <div className={classes.notices}>
      {address.length > 0 && (
        <Notice title={words.page.addressTitle} onClose={actions.dismissAddressProblems}>
          {words.page.addressProblems(
            address.slice(0, mostSaid).map(words.problem),
            Math.max(0, address.length - mostSaid),
          )}
        </Notice>
      )}
      {recovered && (
        <Notice
          title={words.page.recoveredTitle}
          icon={<IconRefresh aria-hidden />}
          onClose={actions.dismissRecovered}
        >
          {[
            words.page.recovered(brokeText(words, recovered.problem), recovered.at, recovered.step),
            ...(recovered.problem.kind === 'gpu-memory' ? [words.problem(recovered.problem)] : []),
          ].join(' ')}
        </Notice>
      )}
      {refused && (
        <Notice title={words.page.depthTitle} onClose={actions.dismissRefused} testId="depth-refused">
          {words.problem(refused)}
        </Notice>
      )}
      {worker && (
        <Notice color="red" title={words.page.workerTitle}>
          {words.problem(worker)}
        </Notice>
      )}
      {question && (
        <Notice title={words.page.askFirstTitle}>
          <AskFirst problem={question} />
        </Notice>
      )}
      {failure && !question && (
        <Notice color="red" title={words.page.failedTitle}>
          {failure.problem?.kind === 'diverged' ? (
            <Diverged problem={failure.problem} runId={failure.runId} />
          ) : failure.problem ? (
            words.problem(failure.problem)
          ) : (
            words.run.outcome.failed
          )}
        </Notice>
      )}
      {children}
      <SharedGpu />
      <FileNotices />
    </div>
  );
}
