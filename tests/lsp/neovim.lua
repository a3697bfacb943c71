-- What somebody does in Neovim, and what they see of it, as JSON in the file named by $SEEN.
local seen, buf = {}, vim.api.nvim_get_current_buf()

local function wait(found)
  assert(vim.wait(30000, found, 20), 'nothing came of it')
end

local function lines()
  return vim.api.nvim_buf_get_lines(buf, 0, -1, false)
end

local function codes()
  return vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(buf))
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then return window end
  end
end

local function choose(line, start)
  local before = table.concat(lines(), '\n')
  vim.ui.select = function(items, _, take)
    seen.titles = vim.tbl_map(function(item) return item.action.title end, items)
    for _, item in ipairs(items) do
      if vim.startswith(item.action.title, start) then return take(item) end
    end
  end
  vim.api.nvim_win_set_cursor(0, { line, 12 })
  vim.lsp.buf.code_action()
  wait(function() return table.concat(lines(), '\n') ~= before end)
end

local function session()
  wait(function() return #vim.diagnostic.get(buf) == 2 end)
  seen.diagnostics = vim.tbl_map(function(one)
    return { one.lnum, one.col, one.end_col, one.severity, one.code, one.source }
  end, vim.diagnostic.get(buf))
  seen.root = vim.lsp.get_clients()[1].root_dir
  vim.api.nvim_win_set_cursor(0, { 1, 14 })
  vim.lsp.buf.hover()
  wait(float)
  local shown = vim.api.nvim_win_get_buf(float())
  seen.hover = vim.api.nvim_buf_get_lines(shown, 0, -1, false)
  vim.api.nvim_win_close(float(), true)
  choose(3, 'Ignore')
  wait(function() return vim.deep_equal(codes(), { 'CC-unsafe' }) end)
  wait(function() return vim.api.nvim_win_get_cursor(0)[2] > 12 end)
  seen.cursor = vim.api.nvim_win_get_cursor(0)
  choose(1, 'Say')
  wait(function() return #codes() == 0 end)
  seen.lines = lines()
end

local done, fault = pcall(session)
seen.fault = not done and fault or nil
vim.fn.writefile({ vim.json.encode(seen) }, vim.env.SEEN)
vim.cmd('qa!')
