/**
 * VS Code's command that shows completions; the server has it run behind a key whose values are known. Without arguments
 * VS Code knows it on an item, and shows the list as if it came with typing: it closes when nothing in it fits. One that
 * was asked for by hand would stay, and take the next Enter.
 */
export const suggestCommand = 'editor.action.triggerSuggest';
