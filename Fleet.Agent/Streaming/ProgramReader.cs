using Microsoft.Win32.SafeHandles;

namespace Fleet.Agent.Streaming;

/// <summary>
/// The commands of a program file, one by one, as they go on the wire: without comments, blanks at the ends, control characters and
/// bytes beyond ASCII. Reads ahead in 64 KiB blocks; nothing is allocated per line.
/// </summary>
sealed class ProgramReader : IDisposable
{
    const int BlockBytes = 1 << 16;

    readonly SafeFileHandle _file;
    readonly bool _parenthesesAreComments;
    readonly byte[] _block = new byte[BlockBytes];
    int _at, _filled;
    long _fileOffset;

    /// <param name="parenthesesAreComments">As in GRBL; Marlin takes them for text.</param>
    internal ProgramReader(string path, bool parenthesesAreComments)
    {
        _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        Length = RandomAccess.GetLength(_file);
        _parenthesesAreComments = parenthesesAreComments;
    }

    internal long Length { get; }

    /// <summary>The line of the file that the last command stood on, counted from 1.</summary>
    internal long Line { get; private set; }

    /// <summary>Bytes of the file that were read up to the end of the last command.</summary>
    internal long Offset => _fileOffset - _filled + _at;

    /// <summary>The longest command so far was cut to this reader's destination: the firmware would not have taken it either.</summary>
    internal bool Overlong { get; private set; }

    /// <summary>Writes the next command to <paramref name="command"/>; false at the end of the file.</summary>
    internal bool Next(Span<byte> command, out int length)
    {
        while (ReadLine(command, out length))
            if (length > 0)
                return true;
        return false;
    }

    bool ReadLine(Span<byte> command, out int length)
    {
        length = 0;
        bool any = false, inComment = false;
        int depth = 0;
        while (true)
        {
            if (_at == _filled && !Fill())
            {
                if (any)
                    Line++;
                break;
            }
            byte one = _block[_at++];
            any = true;
            if (one == '\n')
            {
                Line++;
                break;
            }
            if (one == ';')
                inComment = true;
            else if (_parenthesesAreComments && one == '(')
                depth++;
            if (!inComment && depth == 0)
            {
                if (one == '\t')
                    one = (byte)' ';
                bool realTime = _parenthesesAreComments && one is (byte)'!' or (byte)'?' or (byte)'~';
                if (one is >= (byte)' ' and < 127 && !realTime && (length > 0 || one != ' '))
                {
                    if (length < command.Length)
                        command[length++] = one;
                    else
                        Overlong = true;
                }
            }
            if (_parenthesesAreComments && one == ')' && depth > 0)
                depth--;
        }
        while (length > 0 && command[length - 1] == ' ')
            length--;
        return any;
    }

    bool Fill()
    {
        int count = RandomAccess.Read(_file, _block, _fileOffset);
        _at = 0;
        _filled = count;
        _fileOffset += count;
        return count > 0;
    }

    public void Dispose() => _file.Dispose();
}
