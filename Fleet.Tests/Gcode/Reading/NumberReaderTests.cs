using System.Globalization;
using System.Text;
using Fleet.Core.Gcode.Reading;

namespace Fleet.Tests.Gcode.Reading;

public sealed unsafe class NumberReaderTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("-.8", -0.8)]
    [InlineData("+5", 5)]
    [InlineData("12.", 12)]
    [InlineData("0.07467", 0.07467)]
    [InlineData("113.705", 113.705)]
    [InlineData("3221.91339", 3221.91339)]
    [InlineData("1234567.1234567", 1234567.1234567)]
    [InlineData("12345678901234567890", 12345678901234567890.0)]
    [InlineData("-0.000000000000000000001", -1e-21)]
    public void Numbers_are_read_as_they_are_written(string text, double expected) => Assert.Equal(expected, ReadAll(text), Math.Abs(expected) * 1e-15);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("X1")]
    [InlineData("{1}")]
    public void What_is_no_number_is_not_taken(string text)
    {
        byte[] padded = [.. Encoding.ASCII.GetBytes(text), .. new byte[LineParser.Padding]];
        fixed (byte* at = padded)
            Assert.True(NumberReader.Read(at, at + text.Length, out _) == at);
    }

    [Fact]
    public void Up_to_fifteen_digits_the_nearest_double_is_found()
    {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            int decimals = random.Next(0, 8);
            double value = Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(0, 7)), decimals);
            string text = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), ReadAll(text));
        }
    }

    [Fact]
    public void The_exponent_letter_begins_the_next_word() => Assert.Equal(1, ReadAll("1E5", 1));

    [Fact]
    public void A_number_never_reaches_past_the_end_of_its_line()
    {
        byte[] bytes = [.. "12"u8, .. "3456789.123456789012345678901234567890"u8];
        fixed (byte* at = bytes)
        {
            byte* behind = NumberReader.Read(at, at + 2, out double value);
            Assert.Equal((12.0, 2), (value, (int)(behind - at)));
        }
    }

    static double ReadAll(string text, int? length = null)
    {
        byte[] padded = [.. Encoding.ASCII.GetBytes(text), .. new byte[LineParser.Padding]];
        fixed (byte* at = padded)
        {
            byte* behind = NumberReader.Read(at, at + text.Length, out double value);
            Assert.Equal(length ?? text.Length, (int)(behind - at));
            return value;
        }
    }
}
