using System.Text;

namespace Actors.TestKit.Processes;

/// <summary>What a process has printed until now. Thread-safe.</summary>
internal sealed class PrintedText
{
    private readonly StringBuilder _text = new();

    public void Add(string? line)
    {
        lock (_text)
        {
            if (line is not null)
            {
                _text.Append(line).Append('\n');
            }
        }
    }

    public override string ToString()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }
}
