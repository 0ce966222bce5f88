-- Run by neovim.test.ts in `nvim --headless`: opens a configuration with the built server as a plain client would,
-- and prints one line of JSON with what Neovim shows.
local node, server, file, out = unpack(vim.split(vim.env.TWINKLE_NEOVIM_TEST, '\n'))

vim.cmd('edit ' .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({ name = 'twinkle', cmd = { node, server, '--stdio' }, root_dir = vim.fs and vim.fs.dirname(file) or vim.fn.fnamemodify(file, ':h') })
vim.lsp.buf_attach_client(buffer, id)

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then
    error('waited in vain for ' .. what)
  end
end

wait('the first diagnostic', function() return #vim.diagnostic.get(buffer) > 0 end)
local shown = vim.diagnostic.get(buffer)

-- A quick fix, as a person would take it: the actions of the diagnostic under the cursor.
local first = shown[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
local actions = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', (function()
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, first.lnum) }
  return params
end)(), 20000)[id].result
local action
for _, each in ipairs(actions) do
  if not each.title:find('^Ignore') then action = each end
end
vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
local fixed = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
wait('the end of the diagnostic', function() return #vim.diagnostic.get(buffer) == 0 end)

-- A half-typed key at the end, completed by Neovim's own omni completion.
vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { 'http_options:', '  po' })
vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(buffer), 4 })
local result = vim.lsp.buf_request_sync(buffer, 'textDocument/completion', vim.lsp.util.make_position_params(), 20000)[id].result
local items = vim.lsp.util.text_document_completion_list_to_complete_items(result, 'po')

vim.fn.writefile({ vim.json.encode({
  diagnostics = vim.tbl_map(function(each)
    return { code = each.code, source = each.source, message = each.message, lnum = each.lnum, col = each.col, end_col = each.end_col, severity = each.severity }
  end, shown),
  titles = vim.tbl_map(function(each) return each.title end, actions),
  fixed = fixed,
  completions = vim.tbl_map(function(each) return each.word end, items),
}) }, out)
vim.lsp.stop_client(id)
vim.cmd('qall!')
