using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>
/// Decimal numbers out of ASCII, eight characters at a time. Up to 15 digits the result is the nearest double, as
/// <see cref="double.Parse(string)"/> gives it. May read up to 16 bytes past the number: the caller pads its buffer.
/// </summary>
static unsafe class NumberReader
{
    static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    static readonly ulong[] IntegerPowersOfTen = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>
    /// Reads <c>[+-]digits[.digits]</c> at <paramref name="at"/>. Returns the place behind it, or <paramref name="at"/> itself
    /// when there is no number. There is no exponent: E is the extruder.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Read(byte* at, byte* end, out double value)
    {
        byte* p = at;
        bool negative = *p == '-';
        if (negative || *p == '+')
            p++;

        ulong whole = *(ulong*)p;
        int wholeDigits = LeadingDigits(whole);
        ulong mantissa = wholeDigits == 0 ? 0 : Eight(whole << (64 - (wholeDigits << 3)));
        byte* q = p + wholeDigits;
        double result;
        if (*q == '.' && wholeDigits < 8)
        {
            q++;
            ulong fraction = *(ulong*)q;
            int fractionDigits = LeadingDigits(fraction);
            q += fractionDigits;
            if (fractionDigits >= 8)
                return Slow(at, end, out value);
            if (fractionDigits > 0)
                mantissa = mantissa * IntegerPowersOfTen[fractionDigits] + Eight(fraction << (64 - (fractionDigits << 3)));
            else if (wholeDigits == 0)
                return None(at, out value);
            result = mantissa / PowersOfTen[fractionDigits];
        }
        else if (wholeDigits == 0)
            return None(at, out value);
        else if (wholeDigits == 8)
            return Slow(at, end, out value);
        else
            result = mantissa;

        // The buffer's padding may hold digits of an older line.
        if (q > end)
            return Slow(at, end, out value);
        value = negative ? -result : result;
        return q;
    }

    static byte* None(byte* at, out double value)
    {
        value = 0;
        return at;
    }

    /// <summary>Any number of digits. Digits beyond the 18th only move the point; the value stays finite below 10^300 digits.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int LeadingDigits(ulong characters)
    {
        ulong x = characters ^ 0x3030303030303030;
        ulong notDigits = ((x + 0x7676767676767676) | x) & 0x8080808080808080;
        return BitOperations.TrailingZeroCount(notDigits) >> 3;
    }

    /// <summary>Eight characters as one number; positions that were shifted in as zero bytes count as the digit 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Eight(ulong characters)
    {
        ulong x = characters & 0x0F0F0F0F0F0F0F0F;
        x = x * 10 + (x >> 8);
        return ((x & 0x000000FF000000FF) * 0x000F424000000064 + ((x >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >> 32;
    }
}
