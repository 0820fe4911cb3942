using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>GRBL's receive ring, which loses what overruns it, and the line that is being read out of it: blanks and comments dropped.</summary>
sealed class SimulatedGrblInput(int bufferBytes)
{
    /// <summary>Stands for a line that was too long; the handler answers error:11.</summary>
    internal const string Overlong = "\u0001";

    const int LongestLine = 80;

    readonly Queue<byte> _receive = new();
    readonly StringBuilder _line = new();
    bool _overlong, _comment;

    internal int FreeBytes => bufferBytes - _receive.Count;

    internal void Receive(byte one)
    {
        if (_receive.Count < bufferBytes)
            _receive.Enqueue(one);
    }

    internal void Forget()
    {
        _receive.Clear();
        _line.Clear();
        _overlong = _comment = false;
    }

    /// <returns>Null while no whole line is there.</returns>
    internal string? ReadLine()
    {
        while (_receive.TryDequeue(out byte one))
        {
            if (one is (byte)'\n' or (byte)'\r')
            {
                string line = _overlong ? Overlong : _line.ToString();
                _line.Clear();
                _overlong = _comment = false;
                return line;
            }
            if (_comment)
                _comment = one != ')';
            else if (one is (byte)'(' or (byte)';')
                _comment = true;
            else if (one > ' ' && one != '/')
            {
                if (_line.Length >= LongestLine)
                    _overlong = true;
                else
                    _line.Append(char.ToUpperInvariant((char)one));
            }
        }
        return null;
    }
}
