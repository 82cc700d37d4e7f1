/** Chinese: pictures that do not arrive. */
import type { Phrase } from '../../translator.ts';

export const data: readonly Phrase[] = [
  [
    'The list of CIFAR-10 files ({name}) is not usable: {what}. Prepare the data again with {command}.',
    'CIFAR-10 的文件清单（{name}）不能用：{what}。请用 {command} 重新准备数据。',
  ],
  [
    'The list of CIFAR-10 files could not be loaded: {why}. {hint}',
    'CIFAR-10 的文件清单无法加载：{why}。{hint}',
  ],
  [
    'The label file {file} names classes that the manifest does not list. {hint}',
    '标签文件 {file} 里有清单没有列出的类别。{hint}',
  ],
  ['{what} could not be loaded: {why}. {hint}', '{what}无法加载：{why}。{hint}'],
  ['The label file {file}', '标签文件 {file} '],
  ['Shard {file}', '分片 {file} '],
  ['Check the connection and press Train again.', '请检查网络连接，然后再按“训练”。'],
  [
    'The {name} pictures used must number 1 to {all}, but it is {number}.',
    '使用的{name}图片数必须在 1 到 {all} 之间，而不是 {number}。',
  ],
  ['train', '训练'],
  ['test', '测试'],
  ['the server sent nothing', '服务器没有发来任何内容'],
  ['the server could not be reached', '无法连接服务器'],
  ['the server answered {status}', '服务器的回答是 {status}'],
  ['the server sent a web page in its place', '服务器发来的是一个网页'],
  ['the connection broke off', '连接中断'],
  ['nothing arrived for {seconds} seconds', '{seconds} 秒内没有收到任何数据'],
  ['it has more than {limit} bytes', '它超过了 {limit} 字节'],
  ['it has {bytes} bytes instead of {expected}', '它有 {bytes} 字节，而应为 {expected} 字节'],
  ['it has {bytes} bytes, more than any list has', '它有 {bytes} 字节，比任何清单都大'],
  ['its checksum is wrong', '校验和不对'],
  ['it is not JSON', '它不是 JSON'],
  [
    'invalid {what}: Expected {expected} but received {received}',
    '{what} 应为 {expected}，而不是 {received}',
  ],
  ['the whole', '整个文件'],
  ['must be 64 hexadecimal digits', '必须是 64 位十六进制数'],
  ['must be a plain file name', '必须是普通的文件名'],
  ['must have one label a picture', '必须每张图片有一个标签'],
  ['must have {number} pictures in every shard but the last', '除最后一个外，每个分片必须有 {number} 张图片'],
  [
    'The browser changes the pixels of pictures that a page reads (shard {file}; {faults}), so training would see wrong data. Switch off its protection against fingerprinting for this site, or use another browser.',
    '浏览器会改动网页读取的像素（分片 {file}；{faults}），训练会看到错误的数据。请为本站关闭防指纹识别保护，或换一个浏览器。',
  ],
  [
    'The browser cannot decode shard {file} ({faults}). Use a current version of Chrome, Edge, Firefox or Safari.',
    '浏览器无法解码分片 {file}（{faults}）。请使用新版的 Chrome、Edge、Firefox 或 Safari。',
  ],
  ['ImageDecoder: {fault}', 'ImageDecoder：{fault}'],
  ['VideoFrame: {fault}', 'VideoFrame：{fault}'],
  ['canvas: {fault}', 'canvas：{fault}'],
  ['other pixels', '像素不同'],
  ['not there', '没有'],
  ['the frame is empty', '画面是空的'],
  ['it has no 2d context', '没有 2d 上下文'],
  [
    'the decoded picture has {bytes} bytes instead of {expected}',
    '解码后的图片有 {bytes} 字节，而应为 {expected} 字节',
  ],
  ['it is {size} pixels', '它是 {size} 像素'],
  [
    'The browser checks no data on an insecure address: open this page by https:// or from localhost.',
    '在不安全的地址上，浏览器不校验数据：请通过 https:// 或从 localhost 打开本页。',
  ],
];
