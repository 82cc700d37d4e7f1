/** What the page is for in three sentences, its keys, and what to read. */

import { Anchor, Kbd, Modal, Switch } from '@mantine/core';
import { datasetOf } from '../../../training/config.ts';
import { keyRows } from '../../actions/all.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, usePreference, useStores } from '../../state/react.ts';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import classes from './HelpDialog.module.css';

/** Called the same in every language. */
const papers = [
  {
    name: 'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition (2015)',
    href: 'https://arxiv.org/abs/1512.03385',
  },
  {
    name: 'He, Zhang, Ren, Sun: Delving Deep into Rectifiers (2015)',
    href: 'https://arxiv.org/abs/1502.01852',
  },
  {
    name: 'Zagoruyko, Komodakis: Wide Residual Networks (2016)',
    href: 'https://arxiv.org/abs/1605.07146',
  },
  {
    name: 'Krizhevsky: Learning Multiple Layers of Features from Tiny Images (2009)',
    href: 'https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf',
  },
] as const;

function KeyRow({ name, does }: { readonly name: string; readonly does: string }) {
  return (
    <tr>
      <th scope="row">
        <Kbd>{name}</Kbd>
      </th>
      <td>{does}</td>
    </tr>
  );
}

function Keys() {
  const words = useWords();
  const { keys } = words;
  const preferences = useStores().preferences;
  const on = usePreference((p) => p.shortcuts);
  return (
    <>
      <h3 className={classes.heading}>{keys.title}</h3>
      <Switch
        label={keys.switch}
        checked={on}
        onChange={(event) => preferences.setState({ shortcuts: event.currentTarget.checked })}
      />
      <table className={classes.keys} aria-label={keys.title}>
        <thead>
          <tr>
            <th scope="col">{keys.key}</th>
            <th scope="col">{keys.does}</th>
          </tr>
        </thead>
        <tbody>
          {keyRows(words).map(({ chord, does }) => (
            <KeyRow key={chord} name={keys.names[chord]} does={does} />
          ))}
          {keys.diagram.map(({ key, does }) => (
            <KeyRow key={key} name={key} does={does} />
          ))}
        </tbody>
      </table>
    </>
  );
}

export function HelpDialog({ opened, onClose }: DialogProps) {
  const { flow, actions } = useWords();
  const { title, classes: learned } = usePage((state) => datasetOf(state.config));
  const about = [flow.invitation(title, learned.length), ...flow.about];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={actions.help.label}
      size="lg"
      closeButtonProps={{ 'aria-label': flow.close }}
    >
      {about.map((sentence) => (
        <p key={sentence} className={classes.about}>
          {sentence}
        </p>
      ))}
      <Keys />
      <h3 className={classes.heading}>{flow.read}</h3>
      <ul className={classes.papers} lang="en">
        {papers.map(({ name, href }) => (
          <li key={href}>
            <Anchor href={href} target="_blank" rel="noreferrer" underline="always">
              {name}
            </Anchor>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
