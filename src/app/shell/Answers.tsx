/**
 * A short answer to what was just pressed, above everything at the lower edge. It takes no focus and does not go by itself
 * where there is something to press in it.
 */
import './Answers.css';
import { Button, CloseButton, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { useWords, type Words } from '../i18n/words.ts';
import { type Answer, useFlow, useFlowState } from '../state/flow.ts';

/** Milliseconds for which an answer stays that is only to be read. */
const readingTime = 6000;

function textOf(answer: Answer, words: Words): string {
  const { flow } = words;
  switch (answer.kind) {
    case 'reset':
      return flow.wasReset;
    case 'already-default':
      return flow.alreadyDefault;
    case 'reset-when-over':
      return flow.resetWhenOver;
    case 'not-loaded':
      return flow.notLoaded;
    case 'copied':
      return flow.copied;
    case 'copy-failed':
      return flow.copyFailed;
    default:
      return answer satisfies never;
  }
}

/** The system's own ways to pass a link on, where there are any. */
function ShareWith({ link }: { link: string }) {
  const words = useWords();
  if (!navigator.share) return null;
  // Closing the sheet without a choice is no error.
  const share = () => navigator.share({ title: words.page.title, url: link }).catch(() => {});
  return (
    <Button variant="default" onClick={share}>
      {words.flow.shareWith}
    </Button>
  );
}

function Means({ answer }: { answer: Answer }) {
  const words = useWords();
  const { actions } = useFlow();
  switch (answer.kind) {
    case 'reset':
      return (
        <Button variant="default" onClick={actions.undo}>
          {words.flow.undo}
        </Button>
      );
    case 'copied':
      return <ShareWith link={answer.link} />;
    case 'copy-failed':
      return (
        <TextInput
          className="answer-link"
          aria-label={words.flow.link}
          value={answer.link}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
      );
    default:
      return null;
  }
}

const needsPress = ({ kind }: Extract<Answer, { link: string }>): boolean =>
  kind === 'copy-failed' || 'share' in navigator;

export function Answers() {
  const words = useWords();
  const { actions } = useFlow();
  const answer = useFlowState((state) => state.answer);
  const passing = answer && answer.kind !== 'reset' && !('link' in answer && needsPress(answer));
  useEffect(() => {
    if (!answer || !passing) return;
    const timer = setTimeout(actions.dismiss, readingTime);
    return () => clearTimeout(timer);
  }, [answer, passing, actions]);
  return (
    <div className="answers">
      {/* Stands from the start: screen readers tell of what changes in it. */}
      <output className={answer ? 'answer-text' : ''} data-testid="answer">
        {answer && textOf(answer, words)}
      </output>
      {answer && <Means answer={answer} />}
      {answer && <CloseButton size={24} aria-label={words.page.dismiss} onClick={actions.dismiss} />}
    </div>
  );
}
