namespace Fleet.Core.Gcode.Containers;

/// <summary>Unpacks MeatPack, with its signals in the stream; bytes outside packing pass through.</summary>
sealed class MeatPackDecoder(Stream packed) : ForwardStream
{
    readonly byte[] _input = new byte[4096];
    readonly byte[] _output = new byte[8];
    int _inputAt, _inputLength;
    int _outputAt, _outputLength;
    bool _packing, _noSpaces, _command;
    int _signals;
    int _literals;
    byte _behindLiteral;

    public override int Read(Span<byte> buffer)
    {
        int written = 0;
        while (written < buffer.Length)
        {
            if (_outputAt < _outputLength)
            {
                buffer[written++] = _output[_outputAt++];
                continue;
            }

            _outputAt = _outputLength = 0;
            if (_inputAt == _inputLength)
            {
                _inputLength = packed.Read(_input, 0, _input.Length);
                _inputAt = 0;
                if (_inputLength == 0)
                    break;
            }

            Take(_input[_inputAt++]);
        }

        return written;
    }

    void Take(byte b)
    {
        if (b == MeatPackCode.Signal)
        {
            if (_signals++ == 0)
                return;
            _signals = 0;
            _command = true;
            return;
        }

        if (_command)
        {
            _command = false;
            Obey(b);
            return;
        }

        if (_signals > 0)
        {
            // One FF alone was a packed pair: two literals follow.
            _signals = 0;
            Unpack(MeatPackCode.Signal);
        }

        Unpack(b);
    }

    void Obey(byte signal)
    {
        switch (signal)
        {
            case MeatPackCode.EnablePacking:
                _packing = true;
                break;
            case MeatPackCode.DisablePacking:
                _packing = false;
                break;
            case MeatPackCode.EnableNoSpaces:
                _noSpaces = true;
                break;
            case MeatPackCode.DisableNoSpaces:
                _noSpaces = false;
                break;
            case MeatPackCode.Reset:
                (_packing, _noSpaces) = (false, false);
                break;
        }

        (_literals, _behindLiteral) = (0, 0);
    }

    void Unpack(byte b)
    {
        if (!_packing)
        {
            Put(b);
            return;
        }

        if (_literals > 0)
        {
            Put(b);
            _literals--;
            if (_behindLiteral != 0)
                Put(_behindLiteral);
            _behindLiteral = 0;
            return;
        }

        int first = b & 15, second = b >> 4;
        if (first == MeatPackCode.Literal)
        {
            _literals = second == MeatPackCode.Literal ? 2 : 1;
            if (second != MeatPackCode.Literal)
                _behindLiteral = MeatPackCode.CharacterOf(second, _noSpaces);
            return;
        }

        Put(MeatPackCode.CharacterOf(first, _noSpaces));
        if (first == MeatPackCode.NewLine)
            return;
        if (second == MeatPackCode.Literal)
            _literals = 1;
        else
            Put(MeatPackCode.CharacterOf(second, _noSpaces));
    }

    void Put(byte b) => _output[_outputLength++] = b;
}
