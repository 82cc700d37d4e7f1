/**
 * The frame around every control: label, when a change takes effect, help on demand, error sentence. The button of the help is no
 * stop of the Tab key, or every other stop would be one: the control that has the focus opens its help by a key (`onHelpKey`).
 */

import { ActionIcon, Anchor, Popover, Text, VisuallyHidden } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { SettingKey } from '../../training/settings.ts';
import { useWords } from '../i18n/words.ts';
import { type HelpSection, helpHref } from '../state/help.ts';
import classes from './Field.module.css';
import { latinKey } from './typedKey.ts';

interface FieldProps {
  /** Of the control inside, which takes `describedBy(id)` as its description. */
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly source?: string;
  /** The section of the help page that says more. */
  readonly readMore?: HelpSection;
  /** Makes runs of several of its values. */
  readonly onVary?: () => void;
  /** The range of values, such as `0 to 10`, shown with the help. */
  readonly range?: string;
  /** A hint beside the label, such as when a change takes effect. */
  readonly hint?: string;
  /** True where the hint is seen elsewhere already: it is then only part of the description. */
  readonly quietHint?: boolean;
  /** A sentence below the control, such as why it cannot be used. */
  readonly note?: string;
  readonly error?: string;
  /** Set where the control inside is a group of controls, which a `label` element cannot name. */
  readonly group?: boolean;
  /** True where the label stands beside the control, in a list of rows. */
  readonly beside?: boolean;
  /** At the end of the row, such as a button that takes the default back. */
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

/** The id of a setting's control, or of its group of controls: by it, other parts of the page can focus the control. */
export const settingId = (key: SettingKey): string => `setting-${key}`;

/** `aria-describedby` of the control inside a field. */
export const describedBy = (id: string): string => `${id}-help ${id}-unit ${id}-hint ${id}-note ${id}-error`;

/** `attributes` of Mantine's text inputs and selects, which overwrite such attributes where they are plain properties. */
export const inputAttributes = (id: string, invalid?: boolean) => ({
  input: { 'aria-describedby': describedBy(id), 'aria-invalid': invalid },
});

const helpKeys = ['?', 'F1'];

/** Opens the help of the field that has the focus. For the `onKeyDown` of what holds the fields. */
export function onHelpKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!helpKeys.includes(latinKey(event))) return;
  const field = event.target instanceof Element ? event.target.closest('[data-field]') : null;
  const button = field?.querySelector<HTMLElement>('[data-help]');
  if (!button) return;
  event.preventDefault();
  button.click();
}

interface HelpProps {
  readonly label: string;
  readonly help: string;
  readonly range?: string;
  readonly source?: string;
  readonly readMore?: HelpSection;
  readonly onVary?: () => void;
}

/** Of what has the focus in the help: Escape closes the help, and not the drawer around it. Mantine's own attribute. */
const ownEscape = { 'data-mantine-stop-propagation': 'true' };

function Help({ label, help, range, source, readMore, onVary }: HelpProps) {
  const words = useWords();
  return (
    <Popover width={260} position="top" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="transparent"
          size={24}
          c="dimmed"
          tabIndex={-1}
          data-help
          aria-label={words.training.about(label)}
          title={words.training.helpKey}
        >
          <IconInfoCircle size={14} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.training.about(label)} {...ownEscape}>
        <Text size="xs">{help}</Text>
        {range && (
          <Text size="xs" c="dimmed">
            {range}
          </Text>
        )}
        {readMore && (
          <Anchor {...ownEscape} size="xs" href={helpHref(readMore)} underline="always" mr={12}>
            {words.help.readMore}
          </Anchor>
        )}
        {source && (
          <Anchor
            {...ownEscape}
            size="xs"
            href={source}
            target="_blank"
            rel="noreferrer"
            underline="always"
            mr={12}
          >
            {words.training.source}
          </Anchor>
        )}
        {onVary && (
          <Anchor
            {...ownEscape}
            size="xs"
            component="button"
            type="button"
            underline="always"
            onClick={onVary}
          >
            {words.training.vary}
          </Anchor>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

export function Field({
  id,
  label,
  help,
  source,
  readMore,
  onVary,
  range,
  hint,
  quietHint,
  note,
  error,
  group,
  beside,
  end,
  children,
}: FieldProps) {
  const content = (
    <>
      <div className={classes.label} data-testid="field-label">
        {group ? <span id={`${id}-label`}>{label}</span> : <label htmlFor={id}>{label}</label>}
        {help && <Help {...{ label, help, range, source, readMore, onVary }} />}
        {hint && !quietHint && <span className={classes.hint}>{hint}</span>}
      </div>
      {beside ? <div className={classes.control}>{children}</div> : children}
      {beside && <div>{end}</div>}
      <VisuallyHidden id={`${id}-help`}>{help}</VisuallyHidden>
      <VisuallyHidden id={`${id}-hint`}>{hint}</VisuallyHidden>
      <div id={`${id}-note`} className={classes.note}>
        {note}
      </div>
      <div id={`${id}-error`} role="alert" className={classes.error}>
        {error}
      </div>
    </>
  );
  const className = beside ? `${classes.field} ${classes.beside}` : classes.field;
  if (!group) {
    return (
      <div className={className} data-field>
        {content}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot share its line with the help button.
    <div className={className} data-field role="group" aria-labelledby={`${id}-label`}>
      {content}
    </div>
  );
}
