using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>
/// Decimal numbers out of ASCII, eight characters at a time. Up to 15 digits the result is the nearest double, as
/// <see cref="double.Parse(string)"/> gives it. May read up to 16 bytes past the number: the caller pads its buffer.
/// </summary>
static unsafe class NumberReader
{
    static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>
    /// Reads <c>[+-]digits[.digits]</c> at <paramref name="at"/>. Returns the place behind it, or <paramref name="at"/> itself
    /// when there is no number. There is no exponent: E is the extruder.
    /// </summary>
    /// <remarks>
    /// Nearly all numbers of real programs end within eight characters after the sign: "113.705", ".04612", "1200". These are one load:
    /// find where the digits stop, close the gap of the point, and turn all digits into a number at once.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Read(byte* at, byte* end, out double value)
    {
        int sign = *at == '-' ? 1 : 0;
        byte* p = at + sign;
        ulong x = *(ulong*)p ^ 0x3030303030303030;
        ulong stops = ((x + 0x7676767676767676) | x) & 0x8080808080808080;
        int whole = BitOperations.TrailingZeroCount(stops) >> 3;
        ulong stopsBehind = stops & (stops - 1);
        int digits = whole;
        int length = whole;
        ulong packed = x;
        if (stops != 0 && p[whole] == '.')
        {
            length = BitOperations.TrailingZeroCount(stopsBehind) >> 3;
            digits = length - 1;
            ulong below = (1UL << (whole << 3)) - 1;
            packed = (x & below) | ((x >> 8) & ~below);
            stops = stopsBehind;
        }

        byte* behind = p + length;
        if (digits == 0 || stops == 0 || behind > end)
            return Longer(at, end, out value);
        double result = Eight(packed << (64 - (digits << 3))) / Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(PowersOfTen), digits - whole);
        value = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(result) | ((long)sign << 63));
        return behind;
    }

    /// <summary>Up to seven digits before the point and seven behind it, as absolute extruder positions have.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static byte* Longer(byte* at, byte* end, out double value)
    {
        byte* p = at + (*at == '-' ? 1 : 0);
        ulong whole = *(ulong*)p ^ 0x3030303030303030;
        int wholeDigits = LeadingDigits(whole);
        byte* q = p + wholeDigits + 1;
        if (wholeDigits is 0 or 8 || q[-1] != '.')
            return Slow(at, end, out value);
        ulong fraction = *(ulong*)q ^ 0x3030303030303030;
        int fractionDigits = LeadingDigits(fraction);
        if (fractionDigits is 0 or 8 || q + fractionDigits > end)
            return Slow(at, end, out value);
        double scale = PowersOfTen[fractionDigits];
        double result = (Eight(whole << (64 - (wholeDigits << 3))) * scale + Eight(fraction << (64 - (fractionDigits << 3)))) / scale;
        value = *at == '-' ? -result : result;
        return q + fractionDigits;
    }

    static int LeadingDigits(ulong x) =>
        BitOperations.TrailingZeroCount(((x + 0x7676767676767676) | x) & 0x8080808080808080) >> 3;

    /// <summary>Any number of digits, a plus, or no number at all. Digits beyond the 18th only move the point; the value stays finite below 10^300 digits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static byte* Slow(byte* at, byte* end, out double value)
    {
        byte* p = at;
        bool negative = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+'))
            p++;
        ulong mantissa = 0;
        int exponent = 0, digits = 0;
        bool pastPoint = false;
        for (; p < end; p++)
        {
            uint digit = (uint)(*p - '0');
            if (digit <= 9)
            {
                digits++;
                if (mantissa < 100_000_000_000_000_000)
                {
                    mantissa = mantissa * 10 + digit;
                    exponent -= pastPoint ? 1 : 0;
                }
                else if (!pastPoint)
                    exponent++;
            }
            else if (*p == '.' && !pastPoint)
                pastPoint = true;
            else
                break;
        }

        value = 0;
        if (digits == 0)
            return at;
        double result = mantissa * Math.Pow(10, Math.Min(exponent, 0)) * Math.Pow(10, Math.Clamp(exponent, 0, 280));
        if (exponent is < 0 and >= -15 && mantissa < 1UL << 53)
            result = mantissa / PowersOfTen[-exponent];
        value = negative ? -result : result;
        return p;
    }

    /// <summary>Eight digits, the first in the lowest byte, as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Eight(ulong x)
    {
        x = x * 10 + (x >> 8);
        return ((x & 0x000000FF000000FF) * 0x000F424000000064 + ((x >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >> 32;
    }
}
