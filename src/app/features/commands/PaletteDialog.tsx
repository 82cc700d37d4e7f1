/** The command palette: a field that searches the actions, and the list of those it finds. */

import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { useForceUpdate } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Action, ActionContext } from '../../actions/action.ts';
import { search } from '../../actions/all.ts';
import { useActionContext } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { useFilesState, usePage } from '../../state/react.ts';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import classes from './PaletteDialog.module.css';

/** Milliseconds, more than the dialog takes to give the focus back once it has closed. */
const focusReturned = 50;

function Option({ action }: { readonly action: Action }) {
  const { label, help } = action.text(useWords());
  return (
    <Combobox.Option value={action.id}>
      <span className={classes.label}>{label}</span>
      {help && <span className={classes.description}>{help}</span>}
    </Combobox.Option>
  );
}

interface CommandsProps {
  readonly context: ActionContext;
  /** Called without an action where none was chosen. */
  readonly onDone: (action?: Action) => void;
}

function Commands({ context, onDone }: CommandsProps) {
  const words = useWords();
  // What is possible changes with the page and with the weights at hand.
  usePage((state) => state);
  useFilesState((state) => state);
  // Escape closes the list, and with it the dialog.
  const combobox = useCombobox({ opened: true, onDropdownClose: () => onDone() });
  const id = useId();
  const [query, setQuery] = useState('');
  const drawAgain = useForceUpdate();
  const groups = search(query, words, context);
  // Enter takes the first of what is found.
  useEffect(() => {
    combobox.selectFirstOption();
    // The field names list and option as its own once it is drawn after them.
    drawAgain();
  }, [query]);
  const submit = (chosen: string) =>
    onDone(groups.flatMap(({ actions }) => actions).find(({ id }) => id === chosen));
  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          data-autofocus
          size="md"
          variant="unstyled"
          className={classes.search}
          leftSection={<IconSearch size={18} aria-hidden />}
          placeholder={words.palette.search}
          aria-label={words.palette.search}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options id={id} className={classes.options} aria-label={words.actions.palette.label}>
        {groups.map(({ group, actions }) => (
          <Combobox.Group key={group} label={words.palette.groups[group]}>
            {actions.map((action) => (
              <Option key={action.id} action={action} />
            ))}
          </Combobox.Group>
        ))}
        {groups.length === 0 && <Combobox.Empty>{words.palette.nothing}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}

export function PaletteDialog({ opened, onClose }: DialogProps) {
  const { actions } = useWords();
  const context = useActionContext();
  const chosen = useRef<Action>(undefined);
  // An action may move the focus, and the dialog gives it back to where it was. Both begin when the dialog has closed, the
  // dialog's own timer being the shorter: so the action has the last word, however slow the page is.
  useEffect(() => {
    const action = chosen.current;
    chosen.current = undefined;
    if (opened || !action) return;
    setTimeout(() => action.perform(context), focusReturned);
  }, [opened]);
  const done = (action?: Action) => {
    if (action) chosen.current = action;
    onClose();
  };
  return (
    <Modal.Root opened={opened} onClose={onClose} padding={0} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={actions.palette.label}>
        <Modal.Body>
          <Commands context={context} onDone={done} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
