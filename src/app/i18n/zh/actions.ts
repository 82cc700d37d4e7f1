/** Chinese: everything that can be done on the page, and the keys for it. */
import type { Words } from '../en/index.ts';

export const actions: Words['actions'] = {
  start: { label: '训练' },
  pause: { label: '暂停' },
  resume: { label: '继续' },
  singleStep: { label: '单步', help: '暂停时再走一步' },
  stop: { label: '停止' },
  reset: { label: '重置', help: '把所有设置恢复为默认值' },
  copyLink: { label: '复制链接', help: '复制带有当前设置的链接' },
  share: { label: '分享与课堂', help: '链接、作业和学生提交的文件' },
  plainTwin: { label: '去掉捷径分支再训练', help: '用同样的设置训练一个普通网络' },
  residualTwin: { label: '加上捷径分支再训练', help: '用同样的设置训练一个残差网络' },
  several: { label: '批量训练', help: '把各项设置的列表一次接一次地训练' },
  compare: { label: '比较训练记录', help: '并排查看不同的设置和结果' },
  groups: { label: '训练分组', help: '对随机种子取均值，以及可以得出的结论' },
  export: { label: '导出', help: '把一次训练的权重存为文件：请先训练，至少一步' },
  import: { label: '导入', help: '打开权重文件或检查点' },
  ownPicture: { label: '自己的图片', help: '让网络看自己的图片：文件、剪贴板或摄像头' },
  ownData: { label: '自己的数据集', help: '用文件夹、zip 或摄像头的图片训练' },
  palette: { label: '命令与设置', help: '搜索命令与设置（Ctrl K）' },
  help: { label: '帮助与快捷键', help: '本页的用途和快捷键' },
  language: { label: '切换到英文' },
  toDark: { label: '深色外观' },
  toLight: { label: '浅色外观' },
};

export const keys: Words['keys'] = {
  title: '键盘',
  switch: '启用单键快捷键',
  key: '按键',
  does: '作用',
  names: { ' ': '空格', s: 'S', r: 'R', '?': '?', 'mod+k': 'Ctrl K、⌘ K' },
  or: (first, second) => `${first}、${second}`,
  diagram: [
    { key: '方向键', does: '在结构图中逐块移动' },
    { key: '回车', does: '在结构图中打开一个块' },
  ],
};
