/** VS Code's command that shows completions; the server has it run behind a key whose values are known. */
export const suggestCommand = 'editor.action.triggerSuggest';
