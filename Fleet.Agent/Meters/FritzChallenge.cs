using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Agent.Meters;

/// <summary>The answer to a FRITZ!Box's question for the password (AVM, "Login-Verfahren und Session-IDs").</summary>
static class FritzChallenge
{
    /// <param name="challenge"><c>2$iterations1$salt1$iterations2$salt2</c> since FRITZ!OS 7.24, before that eight hexadecimal digits.</param>
    /// <returns>Null for a challenge of neither form.</returns>
    [SuppressMessage("Security", "CA5351", Justification = "Boxes before FRITZ!OS 7.24 know nothing but MD5.")]
    [SuppressMessage("Security", "CA5387", Justification = "The box chooses the iterations.")]
    public static string? Answer(string challenge, string password)
    {
        if (challenge.Split('$') is ["2", var iterations1, var salt1, var iterations2, var salt2])
        {
            if (!int.TryParse(iterations1, CultureInfo.InvariantCulture, out var first) || !int.TryParse(iterations2, CultureInfo.InvariantCulture, out var second)
                || first is < 1 or > 10_000_000 || second is < 1 or > 10_000_000)
                return null;
            try
            {
                var hash1 = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Convert.FromHexString(salt1), first, HashAlgorithmName.SHA256, 32);
                var hash2 = Rfc2898DeriveBytes.Pbkdf2(hash1, Convert.FromHexString(salt2), second, HashAlgorithmName.SHA256, 32);
                return $"{salt2}${Convert.ToHexStringLower(hash2)}";
            }
            catch (FormatException)
            {
                return null;
            }
        }
        return challenge.Length is > 0 and <= 32 && challenge.All(char.IsAsciiHexDigit)
            ? $"{challenge}-{Convert.ToHexStringLower(MD5.HashData(Encoding.Unicode.GetBytes($"{challenge}-{password}")))}"
            : null;
    }
}
