/** Says that another tab has a run under way too, once for each time that both have. */

import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useRunActive, useRunsState } from '../../state/react.ts';
import { Notice } from '../../ui/Notice.tsx';

export function SharedGpu() {
  const { page: words } = useWords();
  const active = useRunActive();
  const both = useRunsState((state) => state.elsewhere.length > 0) && active;
  const [closed, setClosed] = useState(false);
  useEffect(() => {
    if (!both) setClosed(false);
  }, [both]);
  if (!both || closed) return null;
  return (
    <Notice
      title={words.sharedTitle}
      icon={<IconArrowsSplit2 aria-hidden />}
      onClose={() => setClosed(true)}
      testId="shared-gpu"
    >
      {words.shared}
    </Notice>
  );
}
