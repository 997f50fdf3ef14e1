using System.Globalization;

namespace Shop.Node.Running;

/// <summary>
/// Shows how far the input has come: one line that is drawn again on a terminal, a line every ten seconds elsewhere.
/// </summary>
internal sealed class ProgressLine(TextWriter output, bool isTerminal, TimeProvider time)
{
    private const int BarWidth = 30;
    private readonly long _started = time.GetTimestamp();

    /// <summary>Shows progress until the token falls.</summary>
    public async Task Show(Func<(string What, long Done, long? Total)> progress, CancellationToken cancellationToken)
    {
        using var ticks = new PeriodicTimer(isTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10), time);
        try
        {
            while (await ticks.WaitForNextTickAsync(cancellationToken))
            {
                var (what, done, total) = progress();
                output.Write(isTerminal ? $"\r{Describe(what, done, total)}\u001b[K" : $"{Describe(what, done, total)}\n");
            }
        }
        catch (OperationCanceledException)
        {
            output.Write(isTerminal ? "\r\u001b[K" : string.Empty);
        }
    }

    private string Describe(string what, long done, long? total)
    {
        var seconds = Math.Max(0.001, time.GetElapsedTime(_started).TotalSeconds);
        var rate = done / seconds;
        if (total is not > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{done:N0} {what}  {rate:N0}/s");
        }

        var share = Math.Min(1.0, done / (double)total.Value);
        var bar = new string('#', (int)(share * BarWidth)).PadRight(BarWidth, '.');
        var left = rate > 0 ? TimeSpan.FromSeconds((total.Value - done) / rate) : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"[{bar}] {share,4:P0}  {done:N0} of {total:N0} {what}  {rate:N0}/s  {left:mm\\:ss} left");
    }
}
