/**
 * The help: a page of prose with live figures over the page, its contents beside it. `state/help.ts` has the sections, `prose`
 * what each language says in them, `figures` what can be moved. The list of keys is made of the actions themselves.
 */

import { Modal } from '@mantine/core';
import { Fragment, useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { firstSection, type HelpSection, helpHref, helpId, helpSections } from '../../state/help.ts';
import type { Language } from '../../state/preferences.ts';
import { useOverlayState, usePreference } from '../../state/react.ts';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import classes from './HelpDialog.module.css';
import { Keys } from './Keys.tsx';
import { en } from './prose/en.tsx';
import type { Prose } from './prose/prose.ts';
import { zh } from './prose/zh.tsx';
import { SourceList } from './sources.tsx';

export const prose: Readonly<Record<Language, Prose>> = { en, zh };

function Contents() {
  const { help } = useWords();
  return (
    <nav className={classes.contents} aria-label={help.contents}>
      <ol>
        {helpSections.map((section) => (
          <li key={section}>
            <a href={helpHref(section)}>{help.sections[section]}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Body({ section }: { readonly section: HelpSection }) {
  const language = usePreference((p) => p.language);
  if (section === 'keys') return <Keys />;
  // The prose of another language is written anew: a translator may have taken away the texts that React would change.
  return (
    <Fragment key={language}>
      {prose[language][section]}
      {section === 'sources' && <SourceList />}
    </Fragment>
  );
}

function Article({ asked }: { readonly asked: HelpSection | undefined }) {
  const wanted = asked ?? firstSection;
  const { help } = useWords();
  const headings = useRef(new Map<HelpSection, HTMLHeadingElement>());
  useEffect(() => {
    // Where nobody asked for a section, the help begins with its contents.
    const heading = asked && headings.current.get(asked);
    heading?.scrollIntoView({ block: 'start' });
    // As it opens, the dialog itself moves the focus, once it knows where to give it back.
    if (heading?.closest('[role="dialog"]')?.contains(document.activeElement))
      heading.focus({ preventScroll: true });
  }, [asked]);
  return (
    <article className={classes.article}>
      {helpSections.map((section) => (
        <section key={section} aria-labelledby={helpId(section)}>
          <h2
            id={helpId(section)}
            ref={(heading) => {
              if (heading) headings.current.set(section, heading);
            }}
            tabIndex={-1}
            data-autofocus={section === wanted || undefined}
          >
            {help.sections[section]}
          </h2>
          <Body section={section} />
        </section>
      ))}
    </article>
  );
}

export function HelpDialog({ opened, onClose }: DialogProps) {
  const { flow, actions } = useWords();
  const asked = useOverlayState(({ section }) => section);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={actions.help.label}
      fullScreen
      // Above the popovers that lead here.
      zIndex={400}
      closeButtonProps={{ 'aria-label': flow.close }}
      classNames={{ body: classes.body, header: classes.header }}
    >
      <Contents />
      <Article asked={asked} />
    </Modal>
  );
}
