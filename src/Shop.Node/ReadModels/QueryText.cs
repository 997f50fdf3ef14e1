using System.Globalization;
using System.Text;

namespace Shop.Node.ReadModels;

/// <summary>Puts a query together; values never become part of its text.</summary>
internal sealed class QueryText(string start)
{
    private readonly StringBuilder _sql = new(start);
    private readonly List<object> _parameters = [];

    /// <summary>The text so far.</summary>
    public string Sql => _sql.ToString();

    /// <summary>The values so far.</summary>
    public IReadOnlyList<object> Parameters => _parameters;

    /// <summary>Adds text, in which each <c>?</c> stands for the next value.</summary>
    public QueryText Add(string text, params ReadOnlySpan<object> values)
    {
        var next = 0;
        _sql.Append(' ');
        foreach (var character in text)
        {
            if (character != '?')
            {
                _sql.Append(character);
                continue;
            }

            _sql.Append(CultureInfo.InvariantCulture, $"@p{_parameters.Count}");
            _parameters.Add(values[next++]);
        }

        return this;
    }

    /// <summary>Adds text where a value is given.</summary>
    public QueryText AddIf<T>(T? value, string text, Func<T, object> stored)
        where T : struct => value is { } given ? Add(text, stored(given)) : this;

    /// <summary>Adds text where a value is given.</summary>
    public QueryText AddIf(string? value, string text) => value is null ? this : Add(text, value);
}
