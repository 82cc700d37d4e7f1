/**
 * The tools of the page: files, link, commands, help, language, colours. They lie over the end of the head, and come after
 * everything else in the order of Tab, so that no one has to pass them on the way to Train.
 */

import { ActionIcon, Popover } from '@mantine/core';
import {
  type Icon,
  IconCommand,
  IconDots,
  IconLink,
  IconListDetails,
  IconMoon,
  IconQuestionMark,
  IconSun,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ActionName } from '../actions/named.ts';
import { useAction } from '../actions/useAction.ts';
import { FileHost, FileTools } from '../features/weights/FileTools.tsx';
import { useWords } from '../i18n/words.ts';
import { otherLanguage } from '../state/preferences.ts';
import { usePreference } from '../state/react.ts';
import { HeaderButton } from '../ui/HeaderButton.tsx';
import { DropZone } from './DropZone.tsx';
import classes from './Tools.module.css';
import { useLayout } from './useLayout.ts';

/** Written the same in every language. The long name begins with what is seen, so that it can be spoken to. */
const languageNames = {
  en: { short: 'EN', long: 'EN: English' },
  zh: { short: '中', long: '中文' },
} as const;

/** Names the other language in that language, for those who cannot read this one. */
function LanguageButton() {
  const next = otherLanguage(usePreference((p) => p.language));
  const { perform } = useAction('language');
  const { short, long } = languageNames[next];
  return (
    <HeaderButton label={long} lang={next} onClick={perform}>
      {short}
    </HeaderButton>
  );
}

interface IconButtonProps {
  readonly action: ActionName;
  readonly icon: Icon;
  /** True where it opens a dialog. */
  readonly dialog?: boolean;
}

function IconButton({ action, icon: ButtonIcon, ...rest }: IconButtonProps) {
  const { label, help, perform } = useAction(action);
  return (
    <HeaderButton label={label} title={help} onClick={perform} {...rest}>
      <ButtonIcon size={16} aria-hidden />
    </HeaderButton>
  );
}

function AllTools() {
  const toDark = useAction('toDark').possible;
  return (
    <>
      <FileTools />
      <IconButton action="copyLink" icon={IconLink} />
      <IconButton action="share" icon={IconListDetails} dialog />
      <IconButton action="palette" icon={IconCommand} dialog />
      <IconButton action="help" icon={IconQuestionMark} dialog />
      <LanguageButton />
      {toDark ? (
        <IconButton key="scheme" action="toDark" icon={IconMoon} />
      ) : (
        <IconButton key="scheme" action="toLight" icon={IconSun} />
      )}
    </>
  );
}

interface ToolsProps {
  /** Whom the page credits, where that has no other place. */
  readonly credit?: ReactNode;
}

/** A phone has room for one button, which holds the others. */
function Folded({ credit }: ToolsProps) {
  const { stage } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      keepMounted
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={stage.more}
          aria-haspopup="dialog"
          onClick={() => setOpen(!open)}
        >
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={stage.more}>
        <div className={classes.folded}>
          <AllTools />
        </div>
        <p className={classes.credit}>{credit}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

export function Tools({ credit }: ToolsProps) {
  const layout = useLayout();
  const { stage } = useWords();
  return (
    <nav className={classes.tools} aria-label={stage.tools}>
      {layout === 'phone' ? <Folded credit={credit} /> : <AllTools />}
      <FileHost />
      <DropZone />
    </nav>
  );
}
